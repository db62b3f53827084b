import { describe, expect, it } from 'vitest'
import { advance, DAY, stopClock } from '../../support/clock.ts'
import { createGuest, type Guest } from '../../support/guests.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { eventTypes, userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const EMAIL = 'robin@example.com'

const upgrade = ({ token }: Guest, fields: Record<string, unknown> = {}, service = call) =>
  service('/users/guest/upgrade', { token, body: { email: EMAIL, password: PASSWORD, ...fields } })

const profileOf = async ({ token }: Guest) => (await call('/users/profile', { token })).body.data

describe('a guest who upgrades', () => {
  it('is the same user, with an email that is not verified yet', async () => {
    const guest = await createGuest()
    const { status, body } = await upgrade(guest)
    expect(status).toBe(200)
    expect(body.data).toMatchObject({
      _id: guest._id,
      name: 'Guest',
      email: EMAIL,
      emailVerified: false,
      isGuest: false,
    })
    const { body: login } = await call('/users/login', { body: { email: EMAIL, password: PASSWORD } })
    expect(login.data._id).toBe(guest._id)
  })

  it('may say what they are called', async () => {
    expect((await upgrade(await createGuest(), { name: 'Robin' })).body.data.name).toBe('Robin')
  })

  it('stays signed in, in the same session, also long after they began', async () => {
    stopClock()
    const guest = await createGuest()
    const { body: before } = await call('/users/sessions', { token: guest.token })
    advance(9 * DAY)
    await upgrade(guest)
    expect((await call('/users/sessions', { token: guest.token })).body).toEqual(before)
    expect((await call('/users/token/refresh', { body: { refreshToken: guest.refreshToken } })).status).toBe(200)
  })

  it('is mailed a code that verifies the email', async () => {
    const mailbox = openMailbox()
    const guest = await createGuest()
    await upgrade(guest, {}, serviceWith({ EMAIL: mailbox.EMAIL }))
    const code = mailbox.lastCode()
    expect(mailbox.mails.map(({ to }) => to)).toEqual([EMAIL])
    const { body } = await call('/users/email/verify', { token: guest.token, body: { code } })
    expect(body.data).toMatchObject({ _id: guest._id, emailVerified: true })
  })

  it('is told of a login on another device once the email is verified', async () => {
    const mailbox = openMailbox()
    const service = serviceWith({ EMAIL: mailbox.EMAIL })
    const guest = await createGuest()
    await upgrade(guest, {}, service)
    await call('/users/email/verify', { token: guest.token, body: { code: mailbox.lastCode() } })
    await service('/users/login', { body: { email: EMAIL, password: PASSWORD, deviceName: 'another' } })
    expect(mailbox.mails).toHaveLength(2)
  })
})

describe('a guest stays what they were', () => {
  const REFUSALS: [string, Record<string, unknown>, number, string][] = [
    ['the email is registered', { email: 'syamlal@example.com' }, 409, 'email_taken'],
    ['the password is common', { password: 'password123' }, 400, 'password_common'],
    ['the email is none', { email: 'robin' }, 400, 'invalid_request'],
  ]

  it.each(REFUSALS)('if %s', async (_, fields, status, code) => {
    await registerUser()
    const guest = await createGuest()
    const before = await userRow(guest._id)
    const response = await upgrade(guest, fields)
    expect([response.status, response.body.code]).toEqual([status, code])
    expect(await userRow(guest._id)).toEqual(before)
    expect(await eventTypes()).toEqual(['guest_created', 'registered'])
    expect(await profileOf(guest)).toMatchObject({ isGuest: true, email: null })
  })
})

describe('two upgrades at once', () => {
  it('of two guests to one email: one of them gets it, and the other stays a guest', async () => {
    const guests = await Promise.all([createGuest(), createGuest()])
    const responses = await Promise.all(guests.map((guest) => upgrade(guest)))
    expect(responses.map(({ body }) => body.code).sort()).toEqual(['email_taken', undefined])
    const profiles = await Promise.all(guests.map(profileOf))
    expect(profiles.map(({ isGuest }) => isGuest).sort()).toEqual([false, true])
  })

  it('of one guest: the first counts', async () => {
    const guest = await createGuest()
    const emails = ['first@example.com', 'second@example.com']
    const responses = await Promise.all(emails.map((email) => upgrade(guest, { email })))
    expect(responses.map(({ body }) => body.code).sort()).toEqual(['guest_only', undefined])
    const winner = responses.find(({ status }) => status === 200)
    expect((await profileOf(guest)).email).toBe(winner?.body.data.email)
  })

  it('and merging them: either they are a user, or they are gone', async () => {
    await registerUser()
    const guest = await createGuest()
    const body = { email: 'syamlal@example.com', password: PASSWORD, guestToken: guest.token }
    const [upgraded, login] = await Promise.all([upgrade(guest), call('/users/login', { body })])
    expect(login.status).toBe(200)
    const wasMerged = login.body.data.mergedGuestId === guest._id
    expect(upgraded.body.code).toBe(wasMerged ? 'session_ended' : undefined)
    expect((await profileOf(guest))?.isGuest).toBe(wasMerged ? undefined : false)
  })
})

it('a user who is no guest cannot upgrade', async () => {
  const { token } = await registerUser()
  const { status, body } = await call('/users/guest/upgrade', { token, body: { email: EMAIL, password: PASSWORD } })
  expect([status, body.code]).toEqual([409, 'guest_only'])
})
