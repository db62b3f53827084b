import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { changeCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { codeRows, eventTypes, verifyEmail } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const NEW = 'new@example.com'

const profile = async ({ as }: Person) => (await as('/users/profile')).body.data

const verify = ({ as }: Person, code: string) => as('/users/email/verify', { body: { code } })

const changeEmail = ({ as }: Person, body: Record<string, unknown> = {}) =>
  as('/users/email', { method: 'PUT', body: { email: NEW, password: PASSWORD, ...body } })

const login = (email: string) => call('/users/login', { body: { email, password: PASSWORD } })

const codeInvalid = { status: 400, body: { code: 'code_invalid' } }

describe('PUT /users/email', () => {
  it('mails a code to the new address and a warning without one to the old, and changes nothing yet', async () => {
    const person = await newPerson()
    await verifyEmail(person._id)
    const before = await profile(person)
    expect(await changeEmail(person)).toMatchObject({ status: 202, body: { data: { expiresIn: 600 } } })
    const [, ...mails] = person.mailbox.mails
    expect(mails.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      [NEW, 'Latchkey: Confirm your new email address'],
      [person.email, 'Latchkey: Your email address is about to change'],
    ])
    const warning = mails.find(({ to }) => to === person.email)
    const code = person.mailbox.lastCode(NEW)
    expect(warning?.text).not.toContain(code)
    expect(warning?.html).not.toContain(code)
    expect(await profile(person)).toEqual(before)
    expect((await login(NEW)).status).toBe(401)
  })

  it('moves the account when the code comes back: sign-in, profile, verified', async () => {
    stopClock()
    const person = await newPerson()
    const code = await changeCodeOf(person, NEW)
    const later = advance(MINUTE).toISOString()
    const { status, body } = await verify(person, code)
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ _id: person._id, email: NEW, emailVerified: true, updatedAt: later })
    expect(await profile(person)).toEqual(body.data)
    expect((await login(NEW)).status).toBe(200)
    expect((await login(person.email)).body.code).toBe('invalid_credentials')
    expect((await registerUser({ email: person.email }))._id).not.toBe(person._id)
  })

  it('keeps every session', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    await verify(person, await changeCodeOf(person, NEW))
    for (const { token, refreshToken } of [person, other]) {
      expect(await tryAccess(token)).toEqual(ACCEPTED)
      expect(await tryRefresh(refreshToken)).toEqual(ACCEPTED)
    }
  })

  it('makes the codes void that went to the old address', async () => {
    const person = await newPerson()
    const verifyCode = person.mailbox.lastCode()
    const resetCode = await resetCodeOf(person)
    await verify(person, await changeCodeOf(person, NEW))
    expect(await verify(person, verifyCode)).toMatchObject(codeInvalid)
    for (const email of [person.email, NEW]) {
      const body = { email, code: resetCode, password: PASSWORD }
      expect(await call('/users/password/reset', { body })).toMatchObject(codeInvalid)
    }
  })

  it('stores the new address as every other: trimmed, lower case, NFKC', async () => {
    const person = await newPerson()
    await changeEmail(person, { email: ' ﬁ.NEW@Example.com ' })
    await verify(person, person.mailbox.lastCode('fi.new@example.com'))
    expect(await profile(person)).toMatchObject({ email: 'fi.new@example.com' })
  })

  it('refuses a wrong password, and mails nobody', async () => {
    const person = await newPerson()
    const { status, body } = await changeEmail(person, { password: 'not the right one' })
    expect([status, body.code]).toEqual([401, 'invalid_credentials'])
    expect(person.mailbox.mails).toHaveLength(1)
    expect(await codeRows()).toMatchObject([{ purpose: 'verify_email' }])
  })

  it('refuses the address that is theirs, in any spelling', async () => {
    const person = await newPerson()
    for (const email of [person.email, person.email.toUpperCase()]) {
      const { status, body } = await changeEmail(person, { email })
      expect([status, body.code, body.errors[0].path]).toEqual([400, 'invalid_request', 'email'])
    }
    expect(person.mailbox.mails).toHaveLength(1)
  })

  it('refuses what is no address', async () => {
    const { status, body } = await changeEmail(await newPerson(), { email: 'nobody' })
    expect([status, body.errors[0].path]).toEqual([400, 'email'])
  })

  it('takes the last of two new addresses', async () => {
    stopClock()
    const person = await newPerson()
    const first = await changeCodeOf(person, 'first@example.com')
    advance(MINUTE)
    const second = await changeCodeOf(person, 'second@example.com')
    if (first !== second) expect(await verify(person, first)).toMatchObject(codeInvalid)
    expect((await verify(person, second)).body.data.email).toBe('second@example.com')
  })
})

describe('a new address that somebody has', () => {
  it('is asked for like any other, and refused when the code comes back: everybody keeps theirs', async () => {
    const owner = await registerUser({ email: NEW })
    const person = await newPerson()
    const code = await changeCodeOf(person, NEW)
    expect(await verify(person, code)).toMatchObject({ status: 409, body: { code: 'email_taken' } })
    expect(await profile(person)).toMatchObject({ email: person.email, emailVerified: false })
    expect((await login(NEW)).body.data._id).toBe(owner._id)
    expect((await login(person.email)).body.data._id).toBe(person._id)
    expect(await eventTypes()).not.toContain('email_changed')
  })

  it('is refused, too, if they registered with it in the meantime', async () => {
    const person = await newPerson()
    const code = await changeCodeOf(person, NEW)
    await registerUser({ email: NEW })
    expect(await verify(person, code)).toMatchObject({ status: 409, body: { code: 'email_taken' } })
    expect(await profile(person)).toMatchObject({ email: person.email })
  })

  it('is free again when they have moved away, and the code still works', async () => {
    const mover = await newPerson({ email: NEW })
    const person = await newPerson()
    const code = await changeCodeOf(person, NEW)
    expect((await verify(person, code)).status).toBe(409)
    await verify(mover, await changeCodeOf(mover, 'elsewhere@example.com'))
    expect((await verify(person, code)).body.data).toMatchObject({ _id: person._id, email: NEW })
  })
})
