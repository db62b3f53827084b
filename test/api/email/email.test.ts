import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { changeCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { codeRows, disableUser, eventTypes, userRow, verifyEmail } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const NEW = 'new@example.com'

const profile = async ({ as }: Person) => (await as('/users/profile')).body.data

const sendVerification = ({ as }: Person) => as('/users/email/verification', { method: 'POST' })

const verify = ({ as }: Person, code: string) => as('/users/email/verify', { body: { code } })

const changeEmail = ({ as }: Person, body: Record<string, unknown> = {}) =>
  as('/users/email', { method: 'PUT', body: { email: NEW, password: PASSWORD, ...body } })

const login = (email: string) => call('/users/login', { body: { email, password: PASSWORD } })

const accountDisabled = { status: 403, body: { code: 'account_disabled' } }
const sessionEnded = { status: 401, body: { code: 'session_ended' } }
const codeInvalid = { status: 400, body: { code: 'code_invalid' } }

describe('the address of a new user', () => {
  it('moves `updatedAt` on when it is verified: it is a field of the profile like the others', async () => {
    stopClock()
    const person = await newPerson()
    const later = advance(MINUTE).toISOString()
    const { body } = await verify(person, person.mailbox.lastCode())
    expect(body.data).toMatchObject({ emailVerified: true, updatedAt: later })
  })

  it('is not verified, and is mailed a code', async () => {
    const person = await newPerson()
    expect(await profile(person)).toMatchObject({ emailVerified: false })
    expect(person.mailbox.mails).toMatchObject([
      {
        to: person.email,
        subject: 'Latchkey: Confirm your email address',
        text: expect.stringMatching(/^\d{6}$/m),
      },
    ])
  })

  it('is mailed no code if the registration is refused', async () => {
    const person = await newPerson()
    const body = { name: 'Mallory', email: person.email, password: PASSWORD }
    expect((await person.service('/users/register', { body })).body.code).toBe('email_taken')
    expect(person.mailbox.mails).toHaveLength(1)
    expect((await verify(person, person.mailbox.lastCode())).status).toBe(200)
  })
})

describe('POST /users/email/verify', () => {
  it('confirms the address with the code, and answers the profile', async () => {
    const person = await newPerson()
    const { status, body } = await verify(person, person.mailbox.lastCode())
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ _id: person._id, email: person.email, emailVerified: true })
    expect(await profile(person)).toEqual(body.data)
  })

  it('is taken from every session of the user', async () => {
    const person = await newPerson()
    const { token } = await person.signIn()
    const body = { code: person.mailbox.lastCode() }
    expect((await person.service('/users/email/verify', { token, body })).status).toBe(200)
  })

  it('refuses a wrong code, and changes nothing', async () => {
    const person = await newPerson()
    const code = person.mailbox.lastCode() === '000000' ? '000001' : '000000'
    expect(await verify(person, code)).toMatchObject(codeInvalid)
    expect(await profile(person)).toMatchObject({ emailVerified: false })
  })

  it('refuses any code where none was sent', async () => {
    const person = await newPerson()
    await verify(person, person.mailbox.lastCode())
    expect(await verify(person, '123456')).toMatchObject(codeInvalid)
  })

  it('is refused to an ended session and to a disabled user', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    const body = { code: person.mailbox.lastCode() }
    await call('/users/logout', { method: 'POST', token: person.token })
    expect(await person.as('/users/email/verify', { body })).toMatchObject(sessionEnded)
    await disableUser(person._id)
    expect(await call('/users/email/verify', { token: other.token, body })).toMatchObject(accountDisabled)
    expect(await userRow(person._id)).toMatchObject({ email_verified: 0 })
  })
})

describe('POST /users/email/verification', () => {
  it('mails a new code, and says how long it works', async () => {
    stopClock()
    const person = await newPerson()
    advance(MINUTE)
    expect(await sendVerification(person)).toMatchObject({ status: 202, body: { data: { expiresIn: 900 } } })
    expect(person.mailbox.mails).toHaveLength(2)
    expect((await verify(person, person.mailbox.lastCode(person.email))).status).toBe(200)
  })

  it('is refused for an address that is verified already, and mails nothing', async () => {
    const person = await newPerson()
    await verify(person, person.mailbox.lastCode())
    expect(await sendVerification(person)).toMatchObject({ status: 409, body: { code: 'email_already_verified' } })
    expect(person.mailbox.mails).toHaveLength(1)
    expect(await codeRows()).toEqual([])
  })

  it('is refused to an ended session and to a disabled user, and mails nothing', async () => {
    stopClock()
    const person = await newPerson()
    const other = await person.signIn()
    advance(MINUTE)
    await call('/users/logout', { method: 'POST', token: person.token })
    expect(await sendVerification(person)).toMatchObject(sessionEnded)
    await disableUser(person._id)
    const answer = await person.service('/users/email/verification', { method: 'POST', token: other.token })
    expect(answer).toMatchObject(accountDisabled)
    expect(person.mailbox.mails).toHaveLength(1)
  })
})

describe('PUT /users/email', () => {
  it('mails a code to the new address and a warning without one to the old, and changes nothing yet', async () => {
    const person = await newPerson()
    await verifyEmail(person._id)
    const before = await profile(person)
    expect(await changeEmail(person)).toMatchObject({ status: 202, body: { data: { expiresIn: 900 } } })
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

  it('is refused to an ended session and to a disabled user, and mails nobody', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    await call('/users/logout', { method: 'POST', token: person.token })
    expect(await changeEmail(person)).toMatchObject(sessionEnded)
    await disableUser(person._id)
    const asOther = { method: 'PUT', token: other.token, body: { email: NEW, password: PASSWORD } }
    expect(await person.service('/users/email', asOther)).toMatchObject(accountDisabled)
    expect(person.mailbox.mails).toHaveLength(1)
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
