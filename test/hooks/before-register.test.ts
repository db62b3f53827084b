import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Additions, Registration } from '../../src/domain/hooks/hooks.ts'
import { newAdmin } from '../support/admin.ts'
import { auditRows } from '../support/audit.ts'
import { makePasskey } from '../support/authenticator.ts'
import { createGuest } from '../support/guests.ts'
import { openMailbox } from '../support/mailbox.ts'
import { linkWith, loginWith } from '../support/provider-login.ts'
import { type Answer, type Service, serviceWithHooks } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const ROBIN = { email: 'robin@example.com', name: 'Robin' }

interface Way {
  way: string
  come(service: Service, mailbox: ReturnType<typeof openMailbox>): Promise<Answer>
  expected: Partial<Registration>
}

/** Every way in which somebody comes to be a user. */
const WAYS: Way[] = [
  {
    way: 'register',
    come: (service) => service('/users/register', { body: { ...ROBIN, password: PASSWORD, bio: 'Climbs.' } }),
    expected: { ...ROBIN, method: 'password', emailVerified: false, guestId: null, profile: { bio: 'Climbs.' } },
  },
  {
    way: 'a first sign-in at a provider',
    come: (service) => loginWith('apple', { email: ROBIN.email }, { service, name: 'Robin' }),
    expected: { ...ROBIN, method: 'provider', provider: 'apple', emailVerified: true, guestId: null },
  },
  {
    way: 'a code',
    come: async (service, mailbox) => {
      await service('/users/login/code', { body: { email: ROBIN.email } })
      return service('/users/login/code/verify', { body: { ...ROBIN, code: mailbox.lastCode() } })
    },
    expected: { ...ROBIN, method: 'login_code', emailVerified: true, guestId: null },
  },
  {
    way: 'a guest',
    come: (service) => service('/users/guest', { body: {} }),
    expected: { email: null, name: null, method: 'guest', guestId: null },
  },
  {
    way: 'an operator',
    come: async (service) => {
      const { token } = await newAdmin()
      return service('/admin/users', { token, body: ROBIN })
    },
    expected: { ...ROBIN, method: 'operator', emailVerified: false, guestId: null },
  },
  {
    way: 'the upgrade of a guest with a password',
    come: async (service) => {
      const { token } = await createGuest()
      return service('/users/guest/upgrade', { token, body: { ...ROBIN, password: PASSWORD } })
    },
    expected: { ...ROBIN, method: 'password', guestId: expect.any(String) },
  },
  {
    way: 'the upgrade of a guest at a provider',
    come: async (service) => {
      const { token } = await createGuest()
      return linkWith('apple', token, { email: ROBIN.email }, service)
    },
    expected: { email: ROBIN.email, method: 'provider', provider: 'apple', guestId: expect.any(String) },
  },
  {
    way: 'the upgrade of a guest by a code',
    come: async (service, mailbox) => {
      const { token: guestToken } = await createGuest()
      await service('/users/login/code', { body: { email: ROBIN.email } })
      return service('/users/login/code/verify', { body: { ...ROBIN, code: mailbox.lastCode(), guestToken } })
    },
    expected: { ...ROBIN, method: 'login_code', guestId: expect.any(String) },
  },
  {
    way: 'the upgrade of a guest with a passkey',
    come: async (service) => {
      const { token } = await createGuest()
      const { body } = await service('/users/passkeys/options', { method: 'POST', token })
      const { credential } = await makePasskey(body.data.options)
      return service('/users/passkeys', { token, body: { challengeId: body.data.challengeId, credential } })
    },
    expected: { email: null, method: 'passkey', guestId: expect.any(String) },
  },
]

/** The service with a hook that notes what it is asked. */
function noting(added?: Additions) {
  const asked: Registration[] = []
  const mailbox = openMailbox()
  const service = serviceWithHooks(
    {
      beforeRegister: async (_ctx, registration) => {
        asked.push(registration)
        return added
      },
    },
    { SIGN_UP_BY_CODE: 'on', EMAIL: mailbox.EMAIL },
  )
  return { asked, mailbox, service }
}

describe('beforeRegister', () => {
  it.each(WAYS)('is asked once, with what is known: $way', async ({ come, expected }) => {
    const { asked, mailbox, service } = noting()
    const { status } = await come(service, mailbox)
    expect(status).toBeLessThan(300)
    expect(asked).toEqual([expect.objectContaining(expected)])
  })

  it.each(WAYS)('says what is stored of them besides: $way', async ({ come }) => {
    const added = { name: 'Named by a hook', bio: 'From a hook', locale: 'de_AT', appMetadata: { plan: 'pro' } }
    const { mailbox, service } = noting(added)
    await come(service, mailbox)
    const row = await env.DB.prepare(`SELECT name, bio, locale, app_metadata, roles FROM users WHERE name = ?`)
      .bind(added.name)
      .first()
    expect(row).toEqual({
      ...{ name: added.name, bio: added.bio, locale: 'de-AT', roles: null },
      app_metadata: JSON.stringify(added.appMetadata),
    })
  })

  it('gives the response and the token what it has added', async () => {
    const { service } = noting({ name: 'Named by a hook', appMetadata: { plan: 'pro' } })
    const { body } = await service('/users/register', { body: { ...ROBIN, password: PASSWORD } })
    expect(body.data).toMatchObject({ name: 'Named by a hook', appMetadata: { plan: 'pro' } })
  })

  it('is in the audit record of what an operator creates', async () => {
    const { service } = noting({ name: 'Named by a hook', bio: 'From a hook', appMetadata: { plan: 'pro' } })
    const { token } = await newAdmin()
    const body = { ...ROBIN, roles: ['editor'], appMetadata: { plan: 'free', beta: true } }
    const { data } = (await service('/admin/users', { token, body })).body
    const stored = { name: 'Named by a hook', appMetadata: { plan: 'pro', beta: true }, roles: ['editor'] }
    expect(data).toMatchObject(stored)
    const [{ after } = {}] = await auditRows()
    expect(after).toEqual({ ...stored, email: ROBIN.email, emailVerified: false, bio: 'From a hook' })
  })

  it('adds no more to what an operator gives than a user may have', async () => {
    const { asked, service } = noting({ appMetadata: { one: 'x'.repeat(3_000) } })
    const { token } = await newAdmin()
    const appMetadata = { other: 'x'.repeat(3_000) }
    const { status, body } = await service('/admin/users', { token, body: { ...ROBIN, appMetadata } })
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ path: 'appMetadata' })]])
    expect(asked).toHaveLength(1)
    expect(await auditRows()).toEqual([])
  })

  it('is not asked about who is a user already', async () => {
    const { asked, mailbox, service } = noting()
    await registerUser({ email: ROBIN.email }) // with no hook
    await service('/users/login', { body: { email: ROBIN.email, password: PASSWORD } })
    await service('/users/login/code', { body: { email: ROBIN.email } })
    const { status } = await service('/users/login/code/verify', {
      body: { email: ROBIN.email, code: mailbox.lastCode() },
    })
    expect(status).toBe(200)
    await loginWith('apple', { email: ROBIN.email }, { service })
    expect(asked).toEqual([])
  })
})
