import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { openMailbox } from '../../support/mailbox.ts'
import { changeCodeOf, loginCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { codeRows, userRow } from '../../support/rows.ts'

const wrong = { status: 400, body: { code: 'code_invalid' } }
const PASSWORD = 'the thief has this one'

const verify = ({ as }: Person, code: string) => as('/users/email/verify', { body: { code } })
const reset = ({ service }: Person, email: string, code: string) =>
  service('/users/password/reset', { body: { email, code, password: PASSWORD } })

const twoPeople = async () => {
  const mailbox = openMailbox()
  return {
    a: await newPerson({ email: 'a@example.com' }, mailbox),
    b: await newPerson({ email: 'b@example.com' }, mailbox),
  }
}

const moveByHand = (id: string, email: string) =>
  env.DB.prepare('UPDATE users SET email = ? WHERE id = ?').bind(email, id).run()

describe('a code of another user', () => {
  it('verifies no address', async () => {
    const { a, b } = await twoPeople()
    const code = a.mailbox.lastCode(a.email)
    expect(await verify(b, code)).toMatchObject(wrong)
    expect(await userRow(b._id)).toMatchObject({ email_verified: 0 })
    expect((await verify(a, code)).status).toBe(200)
  })

  it('moves nobody, neither its owner nor who gives it', async () => {
    const { a, b } = await twoPeople()
    const code = await changeCodeOf(a, 'new@example.com')
    expect(await verify(b, code)).toMatchObject(wrong)
    expect(await userRow(a._id)).toMatchObject({ email: a.email })
    expect(await userRow(b._id)).toMatchObject({ email: b.email })
  })

  it('resets no password', async () => {
    const { a, b } = await twoPeople()
    const code = await resetCodeOf(a)
    await resetCodeOf(b)
    const before = await userRow(b._id)
    expect(await reset(b, b.email, code)).toMatchObject(wrong)
    expect(await userRow(b._id)).toEqual(before)
    expect((await reset(a, a.email, code)).status).toBe(200)
  })

  it('does not become theirs when its row does: each is bound to what the caller proves', async () => {
    const { a, b } = await twoPeople()
    const code = a.mailbox.lastCode(a.email)
    const [row] = (await codeRows()).filter(({ user_id }) => user_id === a._id)
    await env.DB.prepare('UPDATE codes SET hash = ? WHERE user_id = ?').bind(row?.hash, b._id).run()
    expect(await verify(b, code)).toMatchObject(wrong)
  })
})

describe('a code of another purpose', () => {
  it('of a mailbox that is being verified resets no password', async () => {
    const { a } = await twoPeople()
    const code = a.mailbox.lastCode(a.email)
    expect(await reset(a, a.email, code)).toMatchObject(wrong)
    await resetCodeOf(a)
    expect(await reset(a, a.email, code)).toMatchObject(wrong)
  })

  it('of a reset verifies no address and moves nobody', async () => {
    const { a } = await twoPeople()
    await changeCodeOf(a, 'new@example.com')
    expect(await verify(a, await resetCodeOf(a))).toMatchObject(wrong)
    expect(await userRow(a._id)).toMatchObject({ email: a.email, email_verified: 0 })
  })

  it('that signs in resets no password, and one of a reset signs nobody in', async () => {
    const { a } = await twoPeople()
    const login = (code: string) => a.service('/users/login/code/verify', { body: { email: a.email, code } })
    const toReset = await resetCodeOf(a)
    const toLogin = await loginCodeOf(a)
    expect(await reset(a, a.email, toLogin)).toMatchObject(wrong)
    expect(await login(toReset)).toMatchObject(wrong)
    expect((await login(toLogin)).status).toBe(200)
  })

  it('that signs in signs nobody else in, also when its row becomes that of their address', async () => {
    const { a, b } = await twoPeople()
    const code = await loginCodeOf(a)
    const login = (email: string) => a.service('/users/login/code/verify', { body: { email, code } })
    await loginCodeOf(b)
    expect(await login(b.email)).toMatchObject(wrong)
    await env.DB.prepare('DELETE FROM login_codes WHERE address = ?').bind(b.email).run()
    await env.DB.prepare('UPDATE login_codes SET address = ?').bind(b.email).run()
    expect(await login(b.email)).toMatchObject(wrong)
  })

  it('of the address that one has does not confirm the one that one wants', async () => {
    const { a } = await twoPeople()
    const code = a.mailbox.lastCode(a.email)
    await changeCodeOf(a, 'not-mine@example.com')
    expect((await verify(a, code)).body.data).toMatchObject({ email: a.email, emailVerified: true })
    expect(await userRow(a._id)).toMatchObject({ email: a.email })
  })

  it('does not become another’s when its row does: each is bound to its purpose', async () => {
    const { a } = await twoPeople()
    const code = a.mailbox.lastCode(a.email)
    await changeCodeOf(a, 'not-mine@example.com')
    const [row] = (await codeRows()).filter(({ user_id, purpose }) => user_id === a._id && purpose === 'verify_email')
    await env.DB.prepare("DELETE FROM codes WHERE user_id = ? AND purpose = 'verify_email'").bind(a._id).run()
    await env.DB.prepare('UPDATE codes SET hash = ? WHERE user_id = ?').bind(row?.hash, a._id).run()
    expect(await verify(a, code)).toMatchObject(wrong)
  })
})

describe('a code of another address', () => {
  it('proves no address but the one that it was mailed to', async () => {
    const { a } = await twoPeople()
    const code = a.mailbox.lastCode(a.email)
    const token = a.mailbox.lastToken(a.email)
    await moveByHand(a._id, 'moved@example.com')
    expect(await verify(a, code)).toMatchObject(wrong)
    expect((await a.service('/account/confirm-email', { body: { user: a._id, token } })).status).toBe(400)
    expect(await userRow(a._id)).toMatchObject({ email_verified: 0 })
  })

  it('resets no password after the account has moved, from either address', async () => {
    const { a } = await twoPeople()
    const code = await resetCodeOf(a)
    await moveByHand(a._id, 'moved@example.com')
    for (const email of [a.email, 'moved@example.com']) expect(await reset(a, email, code)).toMatchObject(wrong)
  })

  it('resets nobody else’s password when somebody else has got the address', async () => {
    const { a, b } = await twoPeople()
    const code = await resetCodeOf(a)
    await moveByHand(a._id, 'moved@example.com')
    await moveByHand(b._id, a.email)
    expect(await reset(b, a.email, code)).toMatchObject(wrong)
  })
})
