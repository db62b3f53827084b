import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { otherThan } from '../../support/mailbox.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { LOGIN, PURPOSES, RESET_PASSWORD } from '../../support/purposes.ts'
import { everyLimit } from '../../support/routes/limits.ts'
import { codeRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

const wrong = { status: 400, body: { code: 'code_invalid' } }
const NEW_PASSWORD = 'another horse battery staple'

const reset = ({ service, email }: Person, token: string) =>
  service('/users/password/reset', { body: { email, token, password: NEW_PASSWORD } })
const resetOnPage = ({ service, email }: Person, token: string) =>
  service('/account/reset-password', { body: { email, token, password: NEW_PASSWORD } })
const verify = ({ as }: Person, token: string) => as('/users/email/verify', { body: { token } })
const verifyOnPage = ({ service, _id }: Person, token: string) =>
  service('/account/confirm-email', { body: { user: _id, token } })

const logIn = ({ service, email }: Person, token: string) =>
  service('/users/login/code/verify', { body: { email, token } })

/** Each purpose with the calls that take its link. */
const LINKS = PURPOSES.flatMap((purpose) => {
  if (purpose === LOGIN) return [{ ...purpose, by: 'the API', follow: logIn }] // its page takes nothing
  return purpose === RESET_PASSWORD
    ? [
        { ...purpose, by: 'the API', follow: reset },
        { ...purpose, by: 'the page', follow: resetOnPage },
      ]
    : [
        { ...purpose, by: 'the API', follow: verify },
        { ...purpose, by: 'the page', follow: verifyOnPage },
      ]
})

describe.each(LINKS)('the link for $purpose, by $by', ({ purpose, ask, askAgain, give, follow }) => {
  const mailed = async (person: Person) => {
    const code = await ask(person)
    return { code, token: person.mailbox.lastToken() }
  }

  it('has a secret of 128 bits, another one in each mail, of which the database holds an HMAC', async () => {
    stopClock()
    const person = await newPerson()
    const { token } = await mailed(person)
    expect(token).toMatch(/^[\w-]{22}$/)
    const [row] = (await codeRows()).filter((stored) => stored.purpose === purpose)
    expect(row?.link_hash).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(row)).not.toContain(token)
    advance(MINUTE)
    await askAgain(person)
    expect(person.mailbox.lastToken()).not.toBe(token)
    expect(await follow(person, token), 'the one before').toMatchObject({ status: 400 })
    expect((await follow(person, person.mailbox.lastToken())).status).toBe(200)
  })

  it('is not used up by guesses at it, nor by guesses at the six digits', async () => {
    const person = await newPerson()
    const { code, token } = await mailed(person)
    for (let step = 1; step <= 6; step++) {
      expect((await follow(person, `${token.slice(1)}${step}`)).status).toBe(400)
      expect(await give(person, otherThan(code, step))).toMatchObject(wrong)
    }
    expect(await give(person, code)).toMatchObject(wrong)
    expect((await follow(person, token)).status).toBe(200)
  })

  it('spends no guess at the six digits', async () => {
    const person = await newPerson()
    const { code } = await mailed(person)
    for (let step = 1; step <= 6; step++) await follow(person, `none${step}`)
    expect((await give(person, code)).status).toBe(200)
  })

  it('works once, and not after the code was given', async () => {
    const person = await newPerson()
    const first = await mailed(person)
    expect((await follow(person, first.token)).status).toBe(200)
    expect((await follow(person, first.token)).status).not.toBe(200)
    const other = await newPerson({ email: 'robin@example.com' }, person.mailbox)
    if (purpose === 'change_email') return // both would move to one address
    const second = await mailed(other)
    expect((await give(other, second.code)).status).toBe(200)
    expect((await follow(other, second.token)).status).not.toBe(200)
  })

  it('is for one purpose and one user, and is not the code', async () => {
    const person = await newPerson()
    const other = await newPerson({ email: 'robin@example.com' })
    const { code, token } = await mailed(person)
    expect((await follow(other, token)).status).toBe(400)
    expect((await follow(person, code)).status).toBe(400)
    const another = LINKS.find(
      (link) => link.follow !== follow && (link.purpose === 'reset_password') !== (purpose === 'reset_password'),
    )
    expect((await another?.follow(person, token))?.status).toBe(400)
    expect((await follow(person, token)).status).toBe(200)
  })

  it('ends with a new password', async () => {
    const person = await newPerson()
    const { token } = await mailed(person)
    const body = { currentPassword: PASSWORD, newPassword: PASSWORD }
    const { token: access } = (await person.as('/users/password', { method: 'PUT', body })).body.data
    const as: Person['as'] = (path, call) => person.service(path, { token: access, ...call })
    expect((await follow({ ...person, as }, token)).status).toBe(400)
  })
})

describe('an owner who reads their mail', () => {
  it('gets in by the link while a stranger guesses at their password and at their code, and spends their limits', async () => {
    stopClock()
    const owner = await newPerson()
    const stranger = (path: string, body: object) => owner.service(path, { body })
    for (let round = 0; round < 15; round++) {
      await stranger('/users/login', { email: owner.email, password: 'a guess' })
      await stranger('/users/password/forgot', { email: owner.email })
      const guess = { email: owner.email, code: '000000', password: NEW_PASSWORD }
      for (let times = 0; times < 6; times++) await stranger('/users/password/reset', guess)
      advance(MINUTE)
    }
    expect((await owner.service('/users/login', { body: { email: owner.email, password: PASSWORD } })).status).toBe(429)
    const spent = everyLimit((name) => ({
      limit: async ({ key }) => ({ success: !(name === 'LIMIT_CODE' && key.includes(owner.email)) }),
    }))
    const service = serviceWith({ EMAIL: owner.mailbox.EMAIL, ...spent })
    expect((await reset({ ...owner, service }, owner.mailbox.lastToken(owner.email))).status).toBe(200)
    const login = await owner.service('/users/login', { body: { email: owner.email, password: NEW_PASSWORD } })
    expect(login.status, 'and the block of logins is over').toBe(200)
  })
})
