import { beforeEach, describe, expect, it } from 'vitest'
import { auditRows } from '../support/audit.ts'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { countingD1 } from '../support/d1.ts'
import { createGuest } from '../support/guests.ts'
import { loggedText } from '../support/logs.ts'
import { ORIGIN } from '../support/origin.ts'
import { newPerson, type Person } from '../support/person.ts'
import { disableUser, dump, supportedTypes, userRow, verifyEmail } from '../support/rows.ts'
import { usersFor } from '../support/rpc.ts'
import { PASSWORD } from '../support/users.ts'

const SETTINGS = { PUBLIC_URL: ORIGIN }
const users = usersFor({ name: 'support', scopes: ['links'] }, SETTINGS)
const BY_SUPPORT = { actor_type: 'service', actor_id: 'support' }

let user: Person

beforeEach(async () => {
  stopClock()
  user = await newPerson({ settings: SETTINGS })
  advance(MINUTE) // since the code that registering has mailed
})

/** What happens when somebody opens a link, and sends the form of its page. */
async function open(link: string, fields: Record<string, string> = {}): Promise<number> {
  const { pathname, searchParams } = new URL(link)
  const body = new URLSearchParams({ ...Object.fromEntries(searchParams), ...fields }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN }
  return (await user.service(pathname, { method: 'POST', headers, body })).status
}

describe('a link that another Worker is given', () => {
  it('sets a new password, once, and nothing is mailed', async () => {
    const mails = user.mailbox.mailsTo(user.email).length
    const { DB, trips } = countingD1()
    const { data } = await usersFor({ name: 'support', scopes: ['links'] }, { ...SETTINGS, DB }).issueLinkFor(
      user._id,
      'reset_password',
    )
    expect(trips()).toBe(2)
    expect(data).toEqual({
      link: expect.stringContaining(`${ORIGIN}/account/reset-password?`),
      expiresAt: new Date(Date.now() + 10 * MINUTE).toISOString(),
    })
    expect(user.mailbox.mailsTo(user.email)).toHaveLength(mails)
    expect(await auditRows()).toMatchObject([{ ...BY_SUPPORT, action: 'reset_link_issued', target_id: user._id }])
    expect(await supportedTypes()).toEqual(['password_reset_requested'])
    const password = 'another battery staple'
    expect(await open(data.link, { password, passwordAgain: password })).toBe(200)
    const login = (given: string) => user.service('/users/login', { body: { email: user.email, password: given } })
    expect([(await login(PASSWORD)).status, (await login(password)).status]).toEqual([401, 200])
    expect(await open(data.link, { password, passwordAgain: password })).toBe(400)
  })

  it('confirms the email address, once', async () => {
    const { data } = await users.issueLinkFor(user._id, 'verify_email')
    expect(data.link).toContain(`${ORIGIN}/account/confirm-email?`)
    expect(await auditRows()).toMatchObject([
      { ...BY_SUPPORT, action: 'confirmation_link_issued', target_id: user._id },
    ])
    expect(await open(data.link)).toBe(200)
    expect(await userRow(user._id)).toMatchObject({ email_verified: 1, email_verified_by: 'link' })
    expect((await users.issueLinkFor(user._id, 'verify_email')).problem.code).toBe('email_already_verified')
  })

  it('waits as long as any code does, and takes nothing from the one before', async () => {
    const first = await users.issueLinkFor(user._id, 'verify_email')
    advance(MINUTE / 2)
    const before = await dump()
    expect((await users.issueLinkFor(user._id, 'verify_email')).problem).toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 30,
    })
    expect(await dump()).toEqual(before)
    expect(await open(first.data.link)).toBe(200)
  })

  it('is for nobody who has no email address, is disabled, or is not there', async () => {
    const guest = await createGuest()
    const before = await dump()
    for (const purpose of ['reset_password', 'verify_email']) {
      expect((await users.issueLinkFor(guest._id, purpose)).problem.code).toBe('email_missing')
      expect((await users.issueLinkFor('nobody', purpose)).problem.code).toBe('user_not_found')
    }
    expect(await dump()).toEqual(before)
    await verifyEmail(user._id)
    await disableUser(user._id)
    const { problem } = await users.issueLinkFor(user._id, 'reset_password')
    expect(problem.errors).toEqual([{ path: 'id', message: 'is disabled: enable them first' }])
  })

  it('needs the URL of the service', async () => {
    const unset = usersFor({ name: 'support', scopes: ['links'] }, { PUBLIC_URL: '' })
    expect((await unset.issueLinkFor(user._id, 'verify_email')).problem).toMatchObject({
      code: 'links_not_configured',
      status: 501,
    })
  })

  it('is in no log', async () => {
    const { data } = await users.issueLinkFor(user._id, 'reset_password')
    const token = new URL(data.link).searchParams.get('token') ?? data.link
    expect(loggedText()).toContain('Users.issueLinkFor')
    expect(loggedText()).not.toContain(token)
    expect(JSON.stringify(await dump())).not.toContain(token)
  })
})
