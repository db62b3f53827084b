import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { makePasskey, type Passkey } from '../../support/authenticator.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { tokenIn } from '../../support/mailbox.ts'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { loginCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { sendRaw } from '../../support/raw-request.ts'
import { verifyEmail } from '../../support/rows.ts'
import { enrol, totpNow } from '../../support/totp.ts'
import { PASSWORD } from '../../support/users.ts'

// Attack: an admin has a passkey and no authenticator app, so a password alone still signs them in, at level 1. Whoever has the
// password, or reads the mailbox, adds a way of their own to come to level 2, and is an operator.

let admin: Person
let passkey: Passkey

beforeEach(async () => {
  stopClock()
  admin = await newPerson({ settings: { LOGIN_CODES: 'on' } })
  passkey = await addPasskey(admin.token)
  advance(MINUTE)
  await verifyEmail(admin._id) // after the passkey, as it may be
  await env.DB.prepare(`UPDATE users SET roles = '["admin"]' WHERE id = ?`).bind(admin._id).run()
  advance(MINUTE)
})

const list = async (token: string) => (await admin.service('/admin/users', { token })).body.code

const WAYS: Record<string, () => Promise<string>> = {
  'the password': async () => (await admin.signIn()).token,
  'a code that was mailed': async () => {
    const body = { email: admin.email, code: await loginCodeOf(admin) }
    return (await admin.service('/users/login/code/verify', { body })).body.data.token
  },
  'a reset': async () => {
    const body = { email: admin.email, code: await resetCodeOf(admin), password: `${PASSWORD} again` }
    return (await admin.service('/users/password/reset', { body })).body.data.token
  },
}

describe.each(Object.entries(WAYS))('whoever comes by %s', (_, comeIn) => {
  let token: string

  beforeEach(async () => {
    token = await comeIn()
    expect(await list(token)).toBe('second_factor_required')
  })

  it('adds no authenticator app', async () => {
    const { status, body } = await admin.service('/users/factors/totp', { token, body: {} })
    expect([status, body.code]).toEqual([403, 'recent_login_required'])
  })

  it('confirms none that was begun before the role', async () => {
    await env.DB.prepare('UPDATE users SET roles = NULL WHERE id = ?').bind(admin._id).run()
    const begun = await admin.service('/users/factors/totp', { token, body: {} })
    await env.DB.prepare(`UPDATE users SET roles = '["admin"]' WHERE id = ?`).bind(admin._id).run()
    const { factorId, secret } = begun.body.data
    const confirmed = await admin.service('/users/factors/totp/confirm', {
      token,
      body: { factorId, code: totpNow(secret) },
    })
    expect([confirmed.status, confirmed.body.code]).toEqual([403, 'recent_login_required'])
  })

  it('adds no passkey', async () => {
    const { status, body } = await admin.service('/users/passkeys/options', { method: 'POST', token })
    expect([status, body.code]).toEqual([403, 'recent_login_required'])
  })

  it('adds none by a challenge from before the role', async () => {
    await env.DB.prepare('UPDATE users SET roles = NULL WHERE id = ?').bind(admin._id).run()
    const { body } = await admin.service('/users/passkeys/options', { method: 'POST', token })
    await env.DB.prepare(`UPDATE users SET roles = '["admin"]' WHERE id = ?`).bind(admin._id).run()
    const { credential } = await makePasskey(body.data.options)
    const added = await admin.service('/users/passkeys', {
      token,
      body: { challengeId: body.data.challengeId, credential },
    })
    expect([added.status, added.body.code]).toEqual([403, 'recent_login_required'])
  })

  it('does not remove the passkey, without which the admin would have to add a factor', async () => {
    const { status, body } = await admin.service(`/users/passkeys/${passkey.id}`, { method: 'DELETE', token })
    expect([status, body.code]).toEqual([403, 'recent_login_required'])
  })

  it('leaves the admin who has the passkey what they had', async () => {
    const { body } = await loginWithPasskey(passkey)
    expect(await list(body.data.token)).toBeUndefined()
    expect((await admin.service('/users/factors/totp', { token: body.data.token, body: {} })).status).toBe(201)
  })
})

describe('whoever has the password, and moves the account to a mailbox of theirs,', () => {
  const email = 'mallory@example.com'

  /** By the link in the mail, which nobody has to be signed in to follow. */
  async function move(token: string) {
    const { status } = await admin.service('/users/email', {
      method: 'PUT',
      token,
      body: { email, password: PASSWORD },
    })
    expect(status).toBe(202)
    const [mail] = admin.mailbox.mailsTo(email).slice(-1)
    const followed = await sendRaw('/account/confirm-email', {
      method: 'POST',
      body: new URLSearchParams({ user: admin._id, token: (mail && tokenIn(mail)) ?? '' }),
    })
    expect(followed.status).toBeLessThan(300)
    advance(MINUTE)
  }

  async function reset() {
    const body = { email, code: await resetCodeOf({ ...admin, email }), password: `${PASSWORD} again` }
    return admin.service('/users/password/reset', { body })
  }

  it('does not come to level 2 by a reset there', async () => {
    await move((await admin.signIn()).token)
    const { token } = (await reset()).body.data
    expect(await list(token)).toBe('second_factor_required')
    expect((await admin.service('/users/factors/totp', { token, body: {} })).status).toBe(403)
  })

  it('is asked for the authenticator app, where the admin has one', async () => {
    const { token } = (await loginWithPasskey(passkey)).body.data
    const enrolled = await enrol({ token })
    await move(enrolled.token) // as with a copied session, within ten minutes
    expect((await reset()).body).toMatchObject({ code: 'second_factor_required', recoveryCodesLeft: 10 })
  })
})

it('is of no use beside a user without that role, who adds what they like', async () => {
  await env.DB.prepare(`UPDATE users SET roles = '["editor"]' WHERE id = ?`).bind(admin._id).run()
  const { token } = await admin.signIn()
  expect((await admin.service('/users/factors/totp', { token, body: {} })).status).toBe(201)
})
