import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { makeAdmin } from '../../support/admin.ts'
import { countAt, stopClockAt } from '../../support/counts.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

let token = ''

const read = async (overrides: Record<string, unknown> = {}) =>
  (await serviceWith(overrides)('/admin/health', { token })).body.data

beforeEach(async () => {
  stopClockAt('2026-11-29T10:00:00.000Z')
  const admin = await registerUser()
  await makeAdmin(admin._id)
  token = admin.token
})

it('says when the cron trigger ran last, and the deployment', async () => {
  expect(await read()).toMatchObject({ database: { ok: true, milliseconds: 0 }, lastCronAt: null })
  await countAt('2026-11-29T10:10:00.000Z')
  expect(await read({ CF_VERSION_METADATA: { id: 'a-version' } })).toMatchObject({
    lastCronAt: '2026-11-29T10:10:00.000Z',
    version: 'a-version',
  })
})

it('says what sends mail', async () => {
  const { EMAIL } = openMailbox()
  expect(await read({ EMAIL, MAIL_FROM: 'a@acme.example' })).toMatchObject({ mail: 'cloudflare' })
  expect(await read({ EMAIL, MAIL_FROM: 'a@acme.example', RESEND_API_KEY: 'key' })).toMatchObject({ mail: 'resend' })
  expect(await read({ EMAIL, MAIL_FROM: '' })).toMatchObject({ mail: null })
  expect(await read({ EMAIL: undefined, MAIL_FROM: 'a@acme.example' })).toMatchObject({ mail: null })
})

it('counts what webhooks have not taken, where there are any', async () => {
  const hooks = { WEBHOOK_URLS: 'https://hooks.example.com/one', WEBHOOK_SECRET: `whsec_${'A'.repeat(32)}` }
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO outbox (id, endpoint, user_id, type, data, created_at, next_attempt_at, dead_at)
       VALUES ('1', 'e', 'u', 't', '{}', 0, 1, NULL), ('2', 'e', 'u', 't', '{}', 0, 1, NULL), ('3', 'e', 'u', 't', '{}', 0, 1, 2)`,
    ),
    env.DB.prepare(`INSERT INTO stopped_endpoints (endpoint, stopped_at) VALUES ('e', 0)`),
  ])
  expect((await read()).webhooks).toBeNull()
  expect((await read(hooks)).webhooks).toEqual({ pending: 2, dead: 1, stopped: 1 })
})

it('is unavailable where the database is', async () => {
  const DB = {
    withSession: () => ({ batch: fail, prepare: (sql: string) => env.DB.prepare(sql), getBookmark: () => null }),
  }
  async function fail(): Promise<never> {
    throw new Error('D1_ERROR: D1 DB is overloaded. Too many requests queued.')
  }
  const { status, body } = await serviceWith({ DB })('/admin/health', { token })
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'unavailable' })
})

it('and the settings take a service key, which asks no database for them', async () => {
  const key = `lk_${'A'.repeat(43)}`
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  const hash = new Uint8Array(digest).toBase64({ alphabet: 'base64url', omitPadding: true })
  const service = serviceWith({ SERVICE_KEYS: `robot:read:${hash}` })
  const headers = { authorization: `Bearer ${key}` }
  for (const path of ['/admin/health', '/admin/settings', '/admin/figures']) {
    expect((await service(path, { headers })).status).toBe(200)
  }
})
