import { beforeEach, describe, expect, it } from 'vitest'
import { addUsers, makeAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { DAY, HOUR, stopClock } from '../../support/clock.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { supportedTypes, userRow } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'
import { faceOf, SETTINGS, signUp } from '../support/face.ts'
import { asService, WITH_SERVICE_KEYS } from '../support/service-token.ts'

const EMAIL = 'robin@example.com'
const OTHER_PASSWORD = 'another horse battery staple'
const UNKNOWN = '83fd9e20-7a80-46e4-bf29-a86e3d6bbf66'

const mailbox = openMailbox()
const face = faceOf(serviceWith({ ...SETTINGS, ...WITH_SERVICE_KEYS, EMAIL: mailbox.EMAIL }))

const admin = (method: string, path: string, body?: object) =>
  face(`/admin/users${path}`, { method, ...(body && { body }), ...asService() })
const create = (body: object) => admin('POST', '', body)
const login = (password: string) => face('/token?grant_type=password', { body: { email: EMAIL, password } })

/** The id of ours of whom an operator has made first. */
const firstTarget = async () => String((await auditRows()).at(0)?.target_id)

beforeEach(() => {
  stopClock()
})

describe('a user whom a service key creates', () => {
  it('has what was given, is not signed in, and logs in', async () => {
    const { status, body, headers } = await create({
      email: ' Robin@Example.com ',
      password: PASSWORD,
      email_confirm: true,
      user_metadata: { color: 'red' },
      app_metadata: { plan: 'pro', provider: 'google', providers: ['google'], roles: ['editor'] },
    })
    expect([status, body]).toMatchObject([
      200,
      {
        email: EMAIL,
        user_metadata: { color: 'red' },
        app_metadata: { plan: 'pro', provider: 'email', providers: ['email'], roles: ['editor'] },
        identities: [{ provider: 'email' }],
      },
    ])
    expect(body.email_confirmed_at).toBeTruthy()
    expect(headers.get('cache-control')).toBe('no-store')
    expect((await login(PASSWORD)).body.user).toMatchObject({ id: body.id, user_metadata: { color: 'red' } })
    expect(await auditRows()).toMatchObject([{ action: 'user_created', actor_type: 'service', actor_id: 'supabase' }])
    expect(JSON.stringify(await auditRows())).not.toContain(PASSWORD)
  })

  it('is not confirmed unless the call says so, whatever people who sign up are', async () => {
    expect((await create({ email: EMAIL, email_confirm: false })).body.email_confirmed_at).toBeUndefined()
  })

  it('keeps the id that it has elsewhere, which nobody else gets', async () => {
    const { body } = await create({ email: EMAIL, id: UNKNOWN.toUpperCase() })
    expect(body.id).toBe(UNKNOWN)
    const second = await create({ email: 'kim@example.com', id: UNKNOWN })
    expect([second.status, second.body.code]).toEqual([422, 'email_exists'])
    expect((await admin('GET', `/${UNKNOWN}`)).body.email).toBe(EMAIL)
    expect(await supportedTypes()).toEqual(['registered'])
  })

  it('is banned for as long as the call says', async () => {
    const { body } = await create({ email: EMAIL, password: PASSWORD, ban_duration: '1h30m' })
    expect(body.banned_until).toBe(new Date(Date.now() + 1.5 * HOUR).toISOString())
    expect((await login(PASSWORD)).body.code).toBe('user_banned')
  })

  it.each([
    [{ email: 'xx:;x@x.x' }, 400, 'validation_failed'],
    [{}, 400, 'validation_failed'],
    [{ email: EMAIL, password: 'short' }, 422, 'weak_password'],
    [{ email: EMAIL, phone: '1234567' }, 400, 'phone_provider_disabled'],
    [{ email: EMAIL, id: 'robin' }, 400, 'validation_failed'],
    [{ email: EMAIL, password_hash: '$2b$10$' }, 400, 'validation_failed'],
    [{ email: EMAIL, role: 'service_role' }, 400, 'validation_failed'],
    [{ email: EMAIL, ban_duration: 'for ever' }, 400, 'validation_failed'],
    [{ email: EMAIL, user_metadata: 'text' }, 400, 'validation_failed'],
    [{ email: EMAIL, user_metadata: { text: 'x'.repeat(8_192) } }, 400, 'validation_failed'],
  ])('is not made of %j', async (given, status, code) => {
    const answer = await create(given)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect((await admin('GET', '')).body.users).toEqual([])
  })

  it('is nobody whose email address somebody has', async () => {
    await create({ email: EMAIL })
    const { status, body } = await create({ email: EMAIL, password: PASSWORD })
    expect([status, body.code]).toEqual([422, 'email_exists'])
  })
})

describe('a user whom a service key changes', () => {
  it('has what was given, merged into what there was', async () => {
    const { body: user } = await create({ email: EMAIL, user_metadata: { a: 1, b: 2 }, app_metadata: { plan: 'pro' } })
    const { status, body } = await admin('PUT', `/${user.id}`, {
      email: 'new@example.com',
      email_confirm: true,
      user_metadata: { b: null, c: 3 },
      app_metadata: { roles: ['publisher'] },
    })
    expect([status, body]).toMatchObject([
      200,
      { id: user.id, email: 'new@example.com', app_metadata: { plan: 'pro', roles: ['publisher'] } },
    ])
    expect(body.user_metadata).toEqual({ a: 1, c: 3 })
    expect(body.email_confirmed_at).toBeTruthy()
  })

  it('has the roles that the service knows shown in app_metadata, and gets none by it', async () => {
    const { body: user } = await create({ email: EMAIL, app_metadata: { roles: ['editor'] } })
    const changed = { app_metadata: { roles: ['admin'] } }
    expect((await admin('PUT', `/${user.id}`, changed)).body.app_metadata.roles).toEqual(['admin'])
    const { session } = await signUp(face)
    const id = await firstTarget()
    expect(await userRow(id)).toMatchObject({ roles: null })
    await makeAdmin(id)
    expect((await admin('PUT', `/${user.id}`, { app_metadata: { roles: ['x'] } })).body.app_metadata.roles).toEqual([
      'admin',
    ])
    expect(session.user.id).not.toBe(user.id)
  })

  it('has another password, and no session any more, and is told', async () => {
    const { session } = await signUp(face, EMAIL)
    await admin('PUT', `/${session.user.id}`, { email_confirm: true })
    const { status, body } = await admin('PUT', `/${session.user.id}`, { password: OTHER_PASSWORD })
    expect([status, body.id]).toEqual([200, session.user.id])
    expect((await login(PASSWORD)).body.code).toBe('invalid_credentials')
    expect((await login(OTHER_PASSWORD)).status).toBe(200)
    const refresh = { refresh_token: session.refresh_token }
    expect((await face('/token?grant_type=refresh_token', { body: refresh })).status).toBe(403)
    expect(mailbox.mailsTo(EMAIL).at(-1)?.subject).toMatch(/password/i)
    expect((await auditRows()).map(({ action }) => action)).toContain('password_set')
  })

  it('keeps their password if they are an admin', async () => {
    const { body: user } = await create({ email: EMAIL, password: PASSWORD })
    const id = await firstTarget()
    await makeAdmin(id)
    const { status, body } = await admin('PUT', `/${user.id}`, { password: OTHER_PASSWORD })
    expect([status, body.code]).toEqual([400, 'validation_failed'])
    expect((await login(PASSWORD)).status).toBe(200)
  })

  it('is banned, and is not any more', async () => {
    const { session } = await signUp(face, EMAIL)
    const path = `/${session.user.id}`
    expect((await admin('PUT', path, { ban_duration: '24h' })).body.banned_until).toBe(
      new Date(Date.now() + DAY).toISOString(),
    )
    expect((await login(PASSWORD)).body.code).toBe('user_banned')
    expect((await admin('PUT', path, { ban_duration: 'none' })).body.banned_until).toBeUndefined()
    expect((await login(PASSWORD)).status).toBe(200)
  })

  it('is found by nothing that is no id of theirs', async () => {
    for (const [method, body] of [['GET'], ['PUT', { email: 'new@email.com' }], ['DELETE', {}]] as const) {
      const unknown = await admin(method, `/${UNKNOWN}`, body)
      expect([unknown.status, unknown.body.code]).toEqual([404, 'user_not_found'])
      expect((await admin(method, '/robin', body)).body.code).toBe('validation_failed')
    }
  })
})

describe('a user whom a service key deletes', () => {
  it('is gone', async () => {
    const { session } = await signUp(face, EMAIL)
    const { status, body } = await admin('DELETE', `/${session.user.id}`, { should_soft_delete: false })
    expect([status, body]).toEqual([200, {}])
    expect((await admin('GET', `/${session.user.id}`)).status).toBe(404)
  })

  it('is not deleted by halves', async () => {
    const { session } = await signUp(face, EMAIL)
    expect((await admin('DELETE', `/${session.user.id}`, { should_soft_delete: true })).status).toBe(400)
    expect((await admin('GET', `/${session.user.id}`)).status).toBe(200)
  })
})

describe('the list of users', () => {
  const ids = ['6d1b0a5e-0000-4000-8000-000000000001', '6d1b0a5e-0000-4000-8000-000000000002', UNKNOWN]
  const seed = () => addUsers(ids.map((id, index) => ({ id, email: `${index}@example.com`, createdAt: index + 1 })))
  const idsOf = (body: { users: { id: string }[] }) => body.users.map(({ id }) => id)

  it('has the newest first, in pages', async () => {
    await seed()
    const first = await admin('GET', '?page=1&per_page=2')
    expect(first.body.aud).toBe('authenticated')
    expect(idsOf(first.body)).toEqual([ids[2], ids[1]])
    expect(first.headers.get('link')).toBe(
      '</auth/v1/admin/users?page=2&per_page=2>; rel="next", </auth/v1/admin/users?page=2&per_page=2>; rel="last"',
    )
    const second = await admin('GET', '?page=2&per_page=2')
    expect(idsOf(second.body)).toEqual([ids[0]])
    expect(second.headers.get('x-total-count')).toBe('3')
    expect(second.headers.get('link')).toBe('</auth/v1/admin/users?page=2&per_page=2>; rel="last"')
    expect(idsOf((await admin('GET', '?page=3&per_page=2')).body)).toEqual([])
    expect(idsOf((await admin('GET', '?page=&per_page=')).body)).toHaveLength(3) // as the SDK for Swift asks
  })

  it.each(['?page=-1&per_page=10', '?page=0', '?per_page=x', '?page=1002&per_page=100', '?filter=robin'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await admin('GET', query)
      expect([status, body.code]).toEqual([400, 'validation_failed'])
    },
  )
})
