import { describe, expect, it } from 'vitest'
import { advance, DAY, stopClock } from '../../support/clock.ts'
import { createGuest, type Guest } from '../../support/guests.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { apple, type Claims, google } from '../../support/providers.ts'
import { eventTypes, identityRows, userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const link = async ({ token }: Guest, claims: Claims = {}, service = call) =>
  service('/users/identities/google', { token, body: { idToken: await google.idToken(claims) } })

const profileOf = async ({ token }: Guest) => (await call('/users/profile', { token })).body.data

/** An email at a provider that is no authority for it. */
const ELSEWHERE = { email: 'robin@example.com', hd: undefined }

describe('a guest who links an account at a provider', () => {
  it("becomes its user, also long after they began: the same user, with the provider's email and name", async () => {
    stopClock()
    const guest = await createGuest()
    advance(9 * DAY)
    expect((await link(guest)).body.data).toMatchObject([{ provider: 'google' }])
    const email = 'robin@gmail.example'
    expect(await profileOf(guest)).toMatchObject({
      ...{ _id: guest._id, name: 'Robin Ray', email, emailVerified: true, isGuest: false },
    })
    expect(await userRow(guest._id)).toMatchObject({ email_verified_by: 'provider' })
    expect(await eventTypes()).toEqual(['guest_created', 'guest_upgraded', 'identity_linked'])
    const { body } = await call('/users/login/google', { body: { idToken: await google.idToken() } })
    expect(body.data._id).toBe(guest._id)
  })

  it('keeps the name that they have given', async () => {
    const guest = await createGuest(call, { name: 'Climber' })
    await link(guest)
    expect((await profileOf(guest)).name).toBe('Climber')
  })

  it('is called what the app says, where the provider tells it the app alone', async () => {
    const guest = await createGuest()
    const body = { idToken: await apple.idToken(), name: 'Robin Ray' }
    expect((await call('/users/identities/apple', { token: guest.token, body })).status).toBe(200)
    expect((await profileOf(guest)).name).toBe('Robin Ray')
  })

  it('confirms an email for which the provider is no authority', async () => {
    const mailbox = openMailbox()
    const guest = await createGuest()
    await link(guest, ELSEWHERE, serviceWith({ EMAIL: mailbox.EMAIL }))
    expect(await profileOf(guest)).toMatchObject({ email: ELSEWHERE.email, emailVerified: false, isGuest: false })
    expect(mailbox.mails.map(({ to }) => to)).toEqual([ELSEWHERE.email])
    await call('/users/email/verify', { token: guest.token, body: { code: mailbox.lastCode() } })
    expect(await profileOf(guest)).toMatchObject({ emailVerified: true })
  })

  it('has no email if the provider has verified none', async () => {
    const guest = await createGuest()
    await link(guest, { email_verified: false })
    expect(await profileOf(guest)).toMatchObject({ email: null, emailVerified: false, isGuest: false })
    const { body } = await call('/users/email/verification', { method: 'POST', token: guest.token })
    expect(body.code).toBe('email_missing')
  })

  it('may do it twice at once, as if it were once', async () => {
    const guest = await createGuest()
    const responses = await Promise.all([link(guest), link(guest)])
    expect(responses.map(({ status }) => status)).toEqual([200, 200])
    expect(await eventTypes()).toEqual(['guest_created', 'guest_upgraded', 'identity_linked'])
  })
})

describe('a guest stays what they were', () => {
  it('if the account at the provider is linked to somebody else', async () => {
    stopClock()
    const other = await createGuest()
    await link(other)
    const guest = await createGuest()
    advance(DAY)
    const before = await userRow(guest._id)
    const { status, body } = await link(guest)
    expect([status, body.code]).toEqual([409, 'identity_taken'])
    expect(await userRow(guest._id)).toEqual(before)
    expect(await profileOf(guest)).toMatchObject({ isGuest: true })
  })

  it.each([{}, ELSEWHERE])('if its email is registered: %j', async (claims) => {
    const { email } = google.claims(claims)
    await registerUser({ email: String(email) })
    const guest = await createGuest()
    const before = await userRow(guest._id)
    const { status, body } = await link(guest, claims)
    expect([status, body.code]).toEqual([409, 'email_taken'])
    expect(await userRow(guest._id)).toEqual(before)
    expect(await identityRows()).toEqual([])
    expect(await eventTypes()).toEqual(['guest_created', 'registered'])
  })
})

it('a user who is no guest keeps their email and their name', async () => {
  const { token, _id, name, email } = await registerUser()
  const { body } = await call('/users/identities/google', { token, body: { idToken: await google.idToken() } })
  expect(body.data).toHaveLength(1)
  expect((await call('/users/profile', { token })).body.data).toMatchObject({ _id, name, email, emailVerified: false })
  expect(await eventTypes()).toEqual(['identity_linked', 'registered'])
})
