import { describe, expect, it } from 'vitest'
import { asUser, type Face, faceOf, SETTINGS, signUp } from '../../supabase/support/face.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { google } from '../../support/providers.ts'
import { userRow, userRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

const NEW = 'another horse battery staple'

const hashes = async () => (await userRows()).map(({ password_hash: hash }) => hash)

const set = (as: Face, body: object) => as('/user', { method: 'PUT', body: { password: NEW, ...body } })

/** A session that somebody has stolen, ten minutes after the sign-in and more. */
async function stolen() {
  stopClock()
  const mailbox = openMailbox()
  const by = faceOf(serviceWith({ ...SETTINGS, EMAIL: mailbox.EMAIL }))
  const victim = await signUp(by)
  advance(11 * MINUTE)
  return { ...victim, by, mailbox }
}

describe('a stolen session', () => {
  it('sets no password, also not after a refresh', async () => {
    const { as, by, session } = await stolen()
    const before = await hashes()
    expect((await set(as, {})).body.code).toBe('reauthentication_needed')
    const { body } = await by('/token?grant_type=refresh_token', { body: { refresh_token: session.refresh_token } })
    expect((await set(asUser(by, body.access_token), {})).body.code).toBe('reauthentication_needed')
    expect(await hashes()).toEqual(before)
  })

  it('guesses the nonce five times, and no more', async () => {
    const { as, mailbox, email } = await stolen()
    const before = await hashes()
    await as('/reauthenticate')
    const nonce = mailbox.lastCode(email)
    for (let step = 1; step <= 5; step++) {
      const guess = String((Number(nonce) + step) % 1_000_000).padStart(6, '0')
      expect((await set(as, { nonce: guess })).status).toBe(422)
    }
    expect((await set(as, { nonce })).body.code).toBe('reauthentication_not_valid')
    expect(await hashes()).toEqual(before)
  })

  it('guesses the current password ten times, and no more', async () => {
    const { as } = await stolen()
    const before = await hashes()
    const codes: string[] = []
    for (let i = 0; i < 11; i++) codes.push((await set(as, { current_password: `guess ${i}` })).body.code)
    expect(codes.at(-1)).toBe('over_request_rate_limit')
    expect((await set(as, { current_password: PASSWORD })).body.code).toBe('over_request_rate_limit')
    expect(await hashes()).toEqual(before)
  })

  it('that has ended sets none, whatever it shows', async () => {
    const { as, mailbox, email } = await stolen()
    await as('/reauthenticate')
    await as('/logout', { method: 'POST' })
    const before = await hashes()
    for (const shown of [{}, { current_password: PASSWORD }, { nonce: mailbox.lastCode(email) }])
      expect((await set(as, shown)).body.code).toBe('session_not_found')
    expect(await hashes()).toEqual(before)
  })
})

describe('a session of who has only the password of somebody with a second factor', () => {
  it('can read the user, and log out, and do nothing else, until the factor is shown', async () => {
    const person = await newEnrolledPerson(SETTINGS)
    const by = faceOf(person.service)
    const { body } = await by('/token?grant_type=password', { body: { email: person.email, password: PASSWORD } })
    const as = asUser(by, body.access_token)
    const before = await userRow(person._id)
    const refused = { status: 401, body: { code: 'insufficient_aal' } }
    expect(await set(as, {})).toMatchObject(refused)
    expect(await set(as, { current_password: PASSWORD })).toMatchObject(refused)
    expect(await set(as, { nonce: '123456' })).toMatchObject(refused)
    expect(await as('/user', { method: 'PUT', body: { data: { a: 1 } } })).toMatchObject(refused)
    expect(await as('/user', { method: 'PUT', body: {} })).toMatchObject(refused)
    expect(await as('/reauthenticate')).toMatchObject(refused)
    expect(await as('/logout?scope=others', { method: 'POST' })).toMatchObject(refused)
    expect(await userRow(person._id)).toEqual(before)
    expect(await as('/user')).toMatchObject({ status: 200, body: { factors: [{ status: 'verified' }] } })
    expect((await as('/logout', { method: 'POST' })).status).toBe(204)
  })

  it('links and unlinks nothing', async () => {
    const person = await newEnrolledPerson({ ...SETTINGS, SUPABASE_MANUAL_LINKING: 'on' })
    const by = faceOf(person.service)
    const { body } = await by('/token?grant_type=password', { body: { email: person.email, password: PASSWORD } })
    const link = { provider: 'google', id_token: await google.idToken(), link_identity: true }
    expect(await by('/token?grant_type=id_token', { bearer: body.access_token, body: link })).toMatchObject({
      status: 401,
      body: { code: 'insufficient_aal' },
    })
  })
})
