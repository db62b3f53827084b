import { describe, expect, it } from 'vitest'
import { skipBackoff } from '../../support/backoff.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { countingD1, faultyD1 } from '../../support/d1.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { loginCodeOf, newPerson } from '../../support/person.ts'
import { linkWith, loginWith } from '../../support/provider-login.ts'
import {
  codeRows,
  disableUser,
  eventTypes,
  identityRows,
  sessionRows,
  userRow,
  userRows,
  verifyEmail,
} from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'
import { PASSWORD } from '../../support/users.ts'

const ASK = '/users/login/code'
const VERIFY = '/users/login/code/verify'
const NOBODY = 'nobody@example.com'
const wrong = { status: 400, body: { code: 'code_invalid' } }

/** The service with a mailbox, for somebody who has no account. */
function open(settings: Record<string, unknown> = {}) {
  const mailbox = openMailbox()
  return { mailbox, email: NOBODY, service: serviceWith({ EMAIL: mailbox.EMAIL, ...settings }) }
}

describe('logging in with a mailed code', () => {
  it('answers as a login does, and starts a session that says how', async () => {
    const person = await newPerson()
    await verifyEmail(person._id)
    const code = await loginCodeOf(person)
    const { status, body } = await person.service(VERIFY, { body: { email: person.email, code, deviceName: 'Tablet' } })
    expect(status).toBe(200)
    const login = await person.service('/users/login', { body: { email: person.email, password: PASSWORD } })
    expect(Object.keys(body.data).sort()).toEqual(Object.keys(login.body.data).sort())
    expect(await tryAccess(body.data.token)).toEqual(ACCEPTED)
    const session = (await sessionRows()).find((row) => 'device_name' in row && row.device_name === 'Tablet')
    expect(session).toMatchObject({ aal: 1, amr: expect.stringContaining('"login_code"') })
  })

  it('takes the token of the link in the place of the code', async () => {
    const person = await newPerson()
    await loginCodeOf(person)
    const body = { email: person.email, token: person.mailbox.lastToken(person.email) }
    expect((await person.service(VERIFY, { body })).status).toBe(200)
  })

  it('takes nothing from a user whose address was verified in a session', async () => {
    stopClock()
    const person = await newPerson()
    await person.as('/users/email/verify', { body: { code: person.mailbox.lastCode() } })
    await linkWith('google', person.token, { email: person.email }, person.service)
    const before = await userRow(person._id)
    advance(MINUTE)
    const code = await loginCodeOf(person)
    const signedIn = await person.service(VERIFY, { body: { email: person.email, code } })
    expect(signedIn.body.data._id).toBe(person._id)
    expect(await userRow(person._id)).toEqual(before)
    expect(await tryAccess(person.token)).toEqual(ACCEPTED)
    expect(await identityRows()).toHaveLength(1)
    expect(await eventTypes()).not.toContain('password_reset')
    expect(await codeRows()).toEqual([])
  })

  it('tells the owner of a verified address of a new device', async () => {
    const person = await newPerson()
    await verifyEmail(person._id)
    const code = await loginCodeOf(person)
    await person.service(VERIFY, { body: { email: person.email, code, deviceName: 'Another' } })
    expect(person.mailbox.mails.at(-1)?.subject).toContain('New sign-in')
  })

  it('keeps nobody waiting for another code who has used one', async () => {
    stopClock()
    const person = await newPerson()
    for (const _ of [1, 2, 3]) {
      const code = await loginCodeOf(person)
      expect((await person.service(VERIFY, { body: { email: person.email, code } })).status).toBe(200)
    }
  })

  it('is not for a disabled user', async () => {
    const person = await newPerson()
    const code = await loginCodeOf(person)
    await disableUser(person._id)
    expect(await person.service(VERIFY, { body: { email: person.email, code } })).toMatchObject(wrong)
    expect(await sessionRows()).toHaveLength(1)
  })

  it('is not for an address that nobody has, to which nothing is mailed', async () => {
    const { mailbox, service } = open()
    expect((await service(ASK, { body: { email: NOBODY } })).status).toBe(202)
    expect(mailbox.mails).toEqual([])
    expect(await service(VERIFY, { body: { email: NOBODY, code: '123456' } })).toMatchObject(wrong)
    expect(await userRows()).toEqual([])
  })

  it('is off unless a setting says on, and useless without mail', async () => {
    const off = open({ LOGIN_CODES: undefined })
    for (const [path, body] of [
      [ASK, { email: NOBODY }],
      [VERIFY, { email: NOBODY, code: '123456' }],
    ] as const) {
      const answer = await off.service(path, { body })
      expect([answer.status, answer.body.code]).toEqual([501, 'login_codes_not_configured'])
    }
    expect((await off.service('/account/sign-in-code?code=123456')).status).toBe(404)
    const { status, body } = await open({ EMAIL: undefined }).service(ASK, { body: { email: NOBODY } })
    expect([status, body.code]).toEqual([501, 'mail_not_configured'])
  })

  it('takes the locale of the device along, whatever it is', async () => {
    const { service } = open()
    for (const locale of ['en_GB', 'none of any kind', null]) {
      expect((await service(ASK, { body: { email: NOBODY, locale } })).status).toBe(202)
    }
  })
})

describe('an account of which nobody has shown that the address is theirs', () => {
  it('becomes the mailbox owner’s: what was set before ends, and a mail says so', async () => {
    const holder = await newPerson()
    const code = await loginCodeOf(holder)
    const { DB, trips } = countingD1()
    const service = serviceWith({ EMAIL: holder.mailbox.EMAIL, DB })
    const owner = (await service(VERIFY, { body: { email: holder.email, code } })).body.data
    expect(trips()).toBe(1)
    expect(owner).toMatchObject({ _id: holder._id, emailVerified: true })
    expect(await userRow(holder._id)).toMatchObject({ password_hash: null, email_verified_by: 'session' })
    expect((await sessionRows()).map(({ id }) => id)).toHaveLength(1)
    expect(await tryAccess(owner.token)).toEqual(ACCEPTED)
    expect(await eventTypes()).toEqual(['logged_in', 'password_reset', 'registered'])
    const [told, ...others] = holder.mailbox.mailsTo(holder.email).slice(2)
    expect(told?.text).toContain('the password that was set before no longer works')
    expect(others).toEqual([])
  })

  it('loses nothing the next time', async () => {
    const holder = await newPerson()
    const first = await loginCodeOf(holder)
    const owner = await holder.service(VERIFY, { body: { email: holder.email, code: first } })
    const second = await loginCodeOf(holder)
    expect((await holder.service(VERIFY, { body: { email: holder.email, code: second } })).status).toBe(200)
    expect(await tryAccess(owner.body.data.token)).toEqual(ACCEPTED)
  })
})

describe('signing up with a mailed code', () => {
  const signUp = async (fields: Record<string, unknown> = {}) => {
    const { DB, trips } = countingD1()
    const { mailbox, service } = open({ SIGN_UP_BY_CODE: 'on', DB })
    await service(ASK, { body: { email: NOBODY } })
    const asked = trips()
    const code = mailbox.lastCode(NOBODY)
    const answer = await service(VERIFY, { body: { email: NOBODY, code, ...fields } })
    return { ...answer, code, mailbox, service, trips: [asked, trips() - asked] }
  }

  it('makes a user with a verified address and no password, in one round trip', async () => {
    const { status, body, trips, mailbox } = await signUp({ name: 'Robin' })
    expect(status).toBe(200)
    expect(trips).toEqual([1, 1])
    expect(body.data).toMatchObject({ name: 'Robin', email: NOBODY, emailVerified: true, isGuest: false })
    expect(await userRows()).toMatchObject([{ password_hash: null, email_verified_by: 'session' }])
    expect(await eventTypes()).toEqual(['logged_in', 'registered'])
    expect(mailbox.mails).toHaveLength(1)
  })

  it('gives a name to who has none', async () => {
    expect((await signUp()).body.data.name).toBe('New user')
  })

  it('makes one user, who is signed in by the next code', async () => {
    const { body, service, mailbox, code } = await signUp()
    expect(await service(VERIFY, { body: { email: NOBODY, code } })).toMatchObject(wrong)
    const another = await loginCodeOf({ email: NOBODY, service, mailbox })
    const again = await service(VERIFY, { body: { email: NOBODY, code: another, name: 'Somebody else' } })
    expect(again.body.data).toMatchObject({ _id: body.data._id, name: 'New user' })
    expect(await userRows()).toHaveLength(1)
  })

  it('makes one user where the database answers only the second time', async () => {
    skipBackoff()
    const { mailbox, service } = open({ SIGN_UP_BY_CODE: 'on' })
    const code = await loginCodeOf({ email: NOBODY, service, mailbox })
    const { DB } = faultyD1({})
    const faulty = serviceWith({ EMAIL: mailbox.EMAIL, SIGN_UP_BY_CODE: 'on', DB })
    const answer = await faulty(VERIFY, { body: { email: NOBODY, code } })
    expect(answer.status).toBe(200)
    expect(await tryAccess(answer.body.data.token)).toEqual(ACCEPTED)
    expect([(await userRows()).length, (await sessionRows()).length]).toEqual([1, 1])
    expect(await eventTypes()).toEqual(['logged_in', 'registered'])
  })

  it('makes no user for a wrong code, nor where the setting is off by then', async () => {
    const { mailbox, service } = open({ SIGN_UP_BY_CODE: 'on' })
    await service(ASK, { body: { email: NOBODY } })
    const code = mailbox.lastCode(NOBODY)
    expect(
      await service(VERIFY, { body: { email: NOBODY, code: code === '000000' ? '1' + '00000' : '000000' } }),
    ).toMatchObject(wrong)
    expect(await open().service(VERIFY, { body: { email: NOBODY, code } })).toMatchObject(wrong)
    expect(await userRows()).toEqual([])
  })

  it('leaves the account to who registered meanwhile only until its mailbox is proven', async () => {
    const { mailbox, service } = open({ SIGN_UP_BY_CODE: 'on' })
    await service(ASK, { body: { email: NOBODY } })
    const code = mailbox.lastCode(NOBODY)
    const squatter = await newPerson({ email: NOBODY })
    const owner = await service(VERIFY, { body: { email: NOBODY, code } })
    expect(owner.body.data._id).toBe(squatter._id)
    expect((await loginWith('google', { email: NOBODY, hd: 'example.com' })).status).toBe(200)
    expect(await tryAccess(squatter.token)).not.toEqual(ACCEPTED)
  })
})

describe('a code that signs in, as its user sees it', () => {
  it('is in the export of the account, without the code', async () => {
    const person = await newPerson()
    await loginCodeOf(person)
    const { body } = await person.as('/users/account/export')
    expect(body.data.codes).toContainEqual({
      purpose: 'login',
      address: person.email,
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
    })
  })

  it.each([
    [
      'by a token',
      (person: Awaited<ReturnType<typeof newPerson>>) =>
        person.as('/users/account', { method: 'DELETE', body: { password: PASSWORD } }),
    ],
    [
      'on the page',
      (person: Awaited<ReturnType<typeof newPerson>>) =>
        person.service('/account/delete', { body: { email: person.email, password: PASSWORD } }),
    ],
  ])('goes with the account that is deleted %s, and no other does', async (_, erase) => {
    const person = await newPerson()
    const other = await newPerson({ email: 'other@example.com' })
    await loginCodeOf(person)
    await loginCodeOf(other)
    expect((await erase(person)).status).toBeLessThan(300)
    expect((await codeRows()).filter(({ purpose }) => purpose === 'login')).toMatchObject([{ address: other.email }])
  })

  it('stays when a deletion is refused', async () => {
    const person = await newPerson()
    await loginCodeOf(person)
    await person.as('/users/account', { method: 'DELETE', body: { password: 'not the right one' } })
    expect(await codeRows()).toContainEqual(expect.objectContaining({ purpose: 'login' }))
  })
})
