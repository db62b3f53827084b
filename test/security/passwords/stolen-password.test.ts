import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { advance, DAY, HOUR, stopClock } from '../../support/clock.ts'
import { watchedD1 } from '../../support/d1.ts'
import { markImported } from '../../support/legacy-tokens.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { linkWith, signedInWith } from '../../support/provider-login.ts'
import { addEvents, verifyEmail } from '../../support/rows.ts'
import { type Service, serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

const SUBJECT = 'Latchkey: New sign-in to your account'
const PHONE = "Robin's phone"
const THIEF = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' }

let owner: Person

/** Signs in with the owner's password. */
async function login(more: object, headers: Record<string, string> = {}, service: Service = owner.service) {
  const { status, body } = await service('/users/login', {
    headers,
    body: { email: owner.email, password: PASSWORD, ...more },
  })
  expect(status).toBe(200)
  return body.data
}

/** What the owner has been told of devices. */
const notices = () => owner.mailbox.mailsTo(owner.email).filter(({ subject }) => subject === SUBJECT)

beforeEach(async () => {
  stopClock()
  owner = await newPerson()
  await login({ deviceName: PHONE })
  await verifyEmail(owner._id)
})

// OWASP, Authentication Cheat Sheet: notice of a login from a device that was not seen before.
describe('a thief who has the password', () => {
  it('is told of to the owner, by the device, once', async () => {
    for (let time = 0; time < 2; time++) await login({}, THIEF)
    expect(notices()).toHaveLength(1)
    expect(notices()[0]?.text).toContain('It calls itself: Firefox on Linux\n')
  })

  it('is told of, too, if the account was not used for so long that the record of it is gone', async () => {
    advance(91 * DAY)
    await env.DB.batch([env.DB.prepare('DELETE FROM events'), env.DB.prepare('DELETE FROM sessions')])
    await login({}, THIEF)
    expect(notices()).toHaveLength(1)
  })

  it('does not make a device seen by what needs no password: asking for a code', async () => {
    await owner.service('/users/password/forgot', { headers: THIEF, body: { email: owner.email } })
    await login({}, THIEF)
    expect(notices()).toHaveLength(1)
  })

  it('does not make it seen with a token of another user', async () => {
    const thief = await newPerson({ email: 'thief@example.com' })
    await login({ deviceToken: thief.refreshToken }, THIEF)
    expect(notices()).toHaveLength(1)
  })

  it('says nothing else in the email: neither a link nor lines, and not much', async () => {
    const text = 'Locked: see https://evil.example/now or mail@evil.example <b>\u202e\u200b v1.2 '
    await login({ deviceName: text + 'x'.repeat(100 - text.length) })
    await login({}, { 'user-agent': 'www.evil.example/login' })
    const shown = notices().map(({ text }) => /itself: (.*)$/m.exec(text)?.[1])
    expect(shown).toEqual(['Locked see https evil example now or mail evil example b v1.', 'www evil example login'])
  })

  it('fills no mailbox by naming one device after another', async () => {
    for (let device = 1; device <= 20; device++) await login({ deviceName: `device ${device}` })
    expect(notices()).toHaveLength(8) // with the owner's own two, ten sign-ins
    advance(2 * HOUR)
    await login({ deviceName: 'device 21' })
    expect(notices()).toHaveLength(9)
  })
})

describe('looking for the device', () => {
  /** How many rows a login on a new device reads. */
  async function rowsRead(deviceName: string): Promise<number> {
    const { DB, trips } = watchedD1()
    await login({ deviceName }, {}, serviceWith({ DB, EMAIL: owner.mailbox.EMAIL }))
    return trips.reduce((sum, trip) => sum + trip.rowsRead, 0)
  }

  it('reads some hundred rows at most, however long the record is', async () => {
    await addEvents(owner._id, 100)
    const few = await rowsRead('one')
    await addEvents(owner._id, 5_000)
    expect(few).toBeLessThan(400)
    expect(await rowsRead('another')).toBeLessThan(400)
    expect(notices()).toHaveLength(2)
  })
})

describe('a thief who has an account of the owner at a provider', () => {
  it('is told of, too', async () => {
    await linkWith('google', owner.token, {}, owner.service)
    await signedInWith('google', {}, { service: owner.service, deviceName: 'another' })
    expect(notices()).toHaveLength(1)
  })
})

describe('nobody is told', () => {
  it('of a device that has a session, or had one', async () => {
    const { token } = await login({ deviceName: PHONE })
    await owner.service('/users/sessions', { method: 'DELETE', token })
    await owner.service('/users/logout', { method: 'POST', token })
    await login({ deviceName: PHONE })
    expect(notices()).toEqual([])
  })

  it('of a device whose session is older than the record', async () => {
    await env.DB.prepare('DELETE FROM events').run()
    await login({ deviceName: PHONE })
    expect(notices()).toEqual([])
  })

  it('of an app that was updated', async () => {
    for (const version of ['1.9', '2.0', '2.1']) await login({}, { 'user-agent': `MyApp/${version} CFNetwork/1410` })
    expect(notices()).toHaveLength(1)
  })

  it('of a device that shows its last refresh token, whatever it is called now', async () => {
    await login({ deviceName: 'a new name', deviceToken: owner.refreshToken })
    expect(notices()).toEqual([])
  })

  it('of the first sign-in after an import, but of the next device', async () => {
    await env.DB.batch([env.DB.prepare('DELETE FROM events'), env.DB.prepare('DELETE FROM sessions')])
    await markImported()
    await login({ deviceName: 'the first' })
    expect(notices()).toEqual([])
    await login({ deviceName: 'the second' })
    expect(notices()).toHaveLength(1)
  })

  it('of a sign-in with a wrong password', async () => {
    const body = { email: owner.email, password: 'a guess' }
    await owner.service('/users/login', { headers: THIEF, body })
    expect(notices()).toEqual([])
  })

  it('if NEW_DEVICE_NOTICE is off', async () => {
    await login({}, THIEF, serviceWith({ EMAIL: owner.mailbox.EMAIL, NEW_DEVICE_NOTICE: 'off' }))
    expect(notices()).toEqual([])
  })
})
