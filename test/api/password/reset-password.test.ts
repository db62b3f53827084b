import { describe, expect, it } from 'vitest'
import { changeCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { countSlices } from '../../support/production-limits.ts'
import { disableUser, sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD } from '../../support/users.ts'

const NEW = 'another horse battery staple'

const login = (email: string, password: string) => call('/users/login', { body: { email, password } })

const reset = ({ service }: Person, body: Record<string, unknown>) =>
  service('/users/password/reset', { body: { password: NEW, ...body } })

const codeInvalid = { status: 400, body: { code: 'code_invalid' } }

describe('POST /users/password/reset', () => {
  it('answers a sign-in that works, with the email verified', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    const { status, body } = await reset(person, { email: person.email, code })
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ _id: person._id, email: person.email, emailVerified: true })
    expect(await tryAccess(body.data.token)).toEqual(ACCEPTED)
    expect(await tryRefresh(body.data.refreshToken)).toEqual(ACCEPTED)
  })

  it('replaces the old password with the new one', async () => {
    const person = await newPerson()
    await reset(person, { email: person.email, code: await resetCodeOf(person) })
    expect((await login(person.email, NEW)).status).toBe(200)
    expect((await login(person.email, PASSWORD)).body.code).toBe('invalid_credentials')
  })

  it('ends every session there was, of this user only', async () => {
    const person = await newPerson()
    const all = [person, await person.signIn()]
    const stranger = await newPerson({ email: 'stranger@example.com' })
    await reset(person, { email: person.email, code: await resetCodeOf(person) })
    for (const { token, refreshToken } of all) {
      expect(await tryAccess(token)).toEqual(SESSION_ENDED)
      expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
    }
    expect(await tryAccess(stranger.token)).toEqual(ACCEPTED)
    expect(await sessionRows()).toHaveLength(2)
  })

  it('invalidates every code of the user', async () => {
    const person = await newPerson()
    const verifyCode = person.mailbox.lastCode()
    const changeCode = await changeCodeOf(person, 'new@example.com')
    const resetCode = await resetCodeOf(person)
    const { token } = (await reset(person, { email: person.email, code: resetCode })).body.data
    for (const code of [verifyCode, changeCode]) {
      expect(await call('/users/email/verify', { token, body: { code } })).toMatchObject(codeInvalid)
    }
    expect(await reset(person, { email: person.email, code: resetCode })).toMatchObject(codeInvalid)
  })

  it('takes the address in any spelling, and the code as people type it', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    const spaced = ` ${code.slice(0, 3)} ${code.slice(3)} `
    expect((await reset(person, { email: 'SYAMLAL@example.com', code: spaced })).status).toBe(200)
  })

  it('lets in who has been locked out by failed logins', async () => {
    const person = await newPerson()
    for (let attempt = 0; attempt < 11; attempt++) await login(person.email, 'not the right one')
    expect((await login(person.email, PASSWORD)).status).toBe(429)
    await reset(person, { email: person.email, code: await resetCodeOf(person) })
    expect((await login(person.email, NEW)).status).toBe(200)
  })

  it('answers an address that nobody has like a wrong code, at the same cost', async () => {
    const person = await newPerson()
    await resetCodeOf(person)
    const answers = new Map<string, unknown>()
    const attempt = async (email: string) => {
      const slices = await countSlices(async () => {
        const { status, body } = await reset(person, { email, code: '000000' })
        answers.set(email, { status, body: { ...body, requestId: '' } })
      })
      expect(slices).toBeGreaterThan(0)
      return slices
    }
    expect(await attempt('nobody@example.com')).toBe(await attempt(person.email))
    expect(answers.get('nobody@example.com')).toEqual(answers.get(person.email))
    expect(answers.get(person.email)).toMatchObject(codeInvalid)
  })

  it('is refused to who was disabled after the mail', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    await disableUser(person._id)
    expect(await reset(person, { email: person.email, code })).toMatchObject(codeInvalid)
    expect(await tryAccess(person.token)).toMatchObject({ code: 'account_disabled' })
  })

  it.each([
    ['code', { code: '12345' }],
    ['code', { code: '1234567' }],
    ['code', { code: '١٢٣٤٥' }],
    ['code', { code: 123456 }],
    ['code', {}],
    ['password', { code: '123456', password: 'short' }],
    ['email', { code: '123456', email: 'nobody' }],
  ])('refuses a wrong %s in %j', async (path, fields) => {
    const person = await newPerson()
    const { status, body } = await reset(person, { email: person.email, ...fields })
    expect([status, body.code, body.errors[0].path]).toEqual([400, 'invalid_request', path])
  })
})
