import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeAdmin } from '../../support/admin.ts'
import { advance, DAY, MINUTE, stopClock } from '../../support/clock.ts'
import { runCron } from '../../support/cron.ts'
import { expectLogs } from '../../support/logs.ts'
import { openReceiver, type Receiver, WEBHOOK_URL } from '../../support/receiver.ts'
import { outboxRows } from '../../support/rows.ts'
import { type Call, call, type Service, serviceWith } from '../../support/service.ts'
import { registerUser, type SignedIn } from '../../support/users.ts'

const status = (code: number) => () => new Response(null, { status: code })

let receiver: Receiver
let service: Service
let admin: SignedIn

beforeEach(async () => {
  expectLogs('swept', 'delivered', 'webhook_stopped')
  stopClock()
  receiver = openReceiver()
  service = serviceWith({ ...receiver.settings, ADMIN_SESSION_MAX: '30d' }) // a message is tried for three
  admin = await registerUser({ email: 'admin@example.com' })
  await makeAdmin(admin._id)
})

const as = (path: string, options: Call = {}) => service(`/admin/webhooks${path}`, { token: admin.token, ...options })
const post = (path: string, body = {}) => as(path, { body })

/** Registers somebody while the receiver fails: two messages wait, and the first was tried. */
async function failing(email = 'user@example.com'): Promise<SignedIn> {
  receiver.respond = status(503)
  const user = await registerUser({ email }, service)
  receiver.clear()
  return user
}

/** So long, and a run of the cron trigger. */
async function later(milliseconds: number): Promise<void> {
  advance(milliseconds)
  await runCron(receiver.settings)
}

const audited = async () => {
  const { results } = await env.DB.prepare('SELECT action, actor_id, target_id, after FROM audit').all()
  return results
}

describe('the webhooks', () => {
  it('say what waits, since when, and what was given up', async () => {
    expect((await as('')).body.data.endpoints).toEqual([
      { endpoint: WEBHOOK_URL, stoppedAt: null, pending: 0, dead: 0, oldestPendingAt: null },
    ])
    const since = new Date()
    await failing()
    await later(2 * DAY)
    expect((await as('')).body.data.endpoints).toMatchObject([
      { pending: 2, dead: 0, oldestPendingAt: since.toISOString() },
    ])
    await later(DAY)
    expect((await as('')).body.data.endpoints).toMatchObject([{ pending: 1, dead: 1 }])
  })

  it('say which types are sent', async () => {
    const some = serviceWith({ ...receiver.settings, WEBHOOK_TYPES: 'session.' })
    const { body } = await some('/admin/webhooks', { token: admin.token })
    expect(body.data.types).toEqual(['session.created', 'session.ended'])
  })

  it('are not configured where nobody is told', async () => {
    for (const path of ['/admin/webhooks', '/admin/webhooks/deliveries']) {
      expect((await call(path, { token: admin.token })).body.code).toBe('webhooks_not_configured')
    }
    for (const path of ['/admin/webhooks/deliveries/1.msg_x/retry', '/admin/webhooks/restart']) {
      const answer = await call(path, { token: admin.token, body: { endpoint: WEBHOOK_URL } })
      expect(answer).toMatchObject({ status: 501, body: { code: 'webhooks_not_configured' } })
    }
  })
})

describe('deliveries', () => {
  it('are what nobody has taken, with why', async () => {
    const user = await failing()
    const { body } = await as('/deliveries?state=pending')
    expect(body.data).toMatchObject([
      { type: 'session.created', attempts: 0, lastFailure: null, deadAt: null },
      { type: 'user.created', attempts: 1, lastFailure: 'status 503', deadAt: null },
    ])
    const [row] = await outboxRows()
    expect(body.data[1]).toMatchObject({
      _id: `${row?.seq}.${row?.id}`,
      messageId: row?.id,
      endpoint: WEBHOOK_URL,
      userId: user._id,
    })
    expect(Object.keys(body.data[0])).not.toContain('data')
  })

  it.each(['', 'state=pending&', 'state=dead&'])('come in pages, each once: ?%s', async (state) => {
    for (let n = 0; n < 4; n++) await failing(`user-${n}@example.com`)
    if (state.includes('dead')) await env.DB.prepare('UPDATE outbox SET dead_at = 7').run()
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await as(`/deliveries?${state}limit=3${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.data.map(({ _id }: { _id: string }) => _id))
      cursor = body.nextCursor ?? ''
    } while (cursor)
    expect(seen).toHaveLength(8)
    expect(new Set(seen).size).toBe(8)
  })

  it('are found by their endpoint and their user', async () => {
    const user = await failing()
    await failing('other@example.com')
    const found = async (filter: string) => (await as(`/deliveries?${filter}`)).body.data.length
    expect(await found(`userId=${user._id}`)).toBe(2)
    expect(await found(`endpoint=${encodeURIComponent(WEBHOOK_URL)}`)).toBe(4)
    expect(await found('endpoint=queue')).toBe(0)
    expect(await found(`state=dead&userId=${user._id}`)).toBe(0)
  })

  it.each(['', 'state=pending&', 'state=dead&'])(
    'are found behind however many others, a page at a time: ?%s',
    async (state) => {
      const user = await failing()
      const diedAt = state.includes('dead') ? 8 : null
      const MANY = `INSERT INTO outbox (id, endpoint, user_id, type, data, created_at, next_attempt_at, dead_at)
      SELECT value, ?1, 'somebody', 'user.updated', '{}', ?2, ?2, ?3 FROM json_each(?4)`
      await env.DB.prepare('UPDATE outbox SET next_attempt_at = 9, dead_at = ?')
        .bind(diedAt && 1)
        .run()
      await env.DB.prepare(MANY)
        .bind(WEBHOOK_URL, 8, diedAt, JSON.stringify([...Array(1_500).keys()]))
        .run()
      const { body } = await as(`/deliveries?${state}userId=${user._id}`)
      expect(body.data).toEqual([])
      const next = await as(`/deliveries?${state}userId=${user._id}&cursor=${body.nextCursor}`)
      expect(next.body.data).toHaveLength(2)
      expect(next.body.nextCursor).toBeUndefined()
    },
  )

  it.each(['limit=0', 'limit=101', 'limit=x', 'state=sent', 'cursor=x'])('refuses ?%s', async (query) => {
    expect((await as(`/deliveries?${query}`)).body.code).toBe('invalid_request')
  })
})

describe('sending again', () => {
  it('sends what was given up, once more, under its id, and is in the audit record', async () => {
    const user = await failing()
    await later(3 * DAY)
    await later(MINUTE)
    const [dead] = (await as('/deliveries?state=dead&limit=1')).body.data
    receiver.respond = status(200)
    receiver.clear()
    expect((await post(`/deliveries/${dead._id}/retry`)).status).toBe(202)
    expect(receiver.taken).toMatchObject([{ id: dead.messageId }])
    expect(await audited()).toEqual([
      {
        action: 'delivery_retried',
        actor_id: admin._id,
        target_id: user._id,
        after: JSON.stringify({ messageId: dead.messageId, type: dead.type, endpoint: WEBHOOK_URL }),
      },
    ])
  })

  it('gives up again at once if that fails, too', async () => {
    await failing()
    await later(3 * DAY)
    const [dead] = (await as('/deliveries?state=dead')).body.data
    await post(`/deliveries/${dead._id}/retry`)
    expect(receiver.calls.filter(({ id }) => id === dead.messageId)).toHaveLength(2)
    expect((await as('/deliveries?state=dead')).body.data).toMatchObject([
      { _id: dead._id, attempts: dead.attempts + 1 },
    ])
  })

  it('of what waits sends what goes before it first', async () => {
    await failing()
    const [second] = (await as('/deliveries')).body.data
    receiver.respond = status(200)
    await post(`/deliveries/${second._id}/retry`)
    expect(receiver.types()).toEqual(['user.created', 'session.created'])
  })

  it.each(['1.msg_x', 'x', '1', '1.msg_x%20OR%201'])('finds no %s', async (id) => {
    await failing()
    expect(await post(`/deliveries/${id}/retry`)).toMatchObject({ status: 404, body: { code: 'delivery_not_found' } })
    expect(await audited()).toEqual([])
  })

  it('is refused to who is no admin, and nothing is sent', async () => {
    const { token } = await failing()
    const [{ _id }] = (await as('/deliveries')).body.data
    advance(MINUTE)
    const answer = await service(`/admin/webhooks/deliveries/${_id}/retry`, { token, body: {} })
    expect(answer.body.code).toBe('role_required')
    expect(receiver.calls).toEqual([])
    expect(await audited()).toEqual([])
  })
})

describe('a stopped webhook', () => {
  beforeEach(async () => {
    await failing()
    receiver.respond = status(410)
    await later(MINUTE)
    expect((await as('')).body.data.endpoints).toMatchObject([{ stoppedAt: new Date().toISOString() }])
  })

  it('is called again from then on, and that is in the audit record, once', async () => {
    receiver.respond = status(200)
    receiver.clear()
    expect((await post('/restart', { endpoint: WEBHOOK_URL })).status).toBe(204)
    expect((await post('/restart', { endpoint: WEBHOOK_URL })).status).toBe(204)
    expect((await as('')).body.data.endpoints).toMatchObject([{ stoppedAt: null, dead: 2 }])
    await registerUser({ email: 'new@example.com' }, service)
    expect(receiver.types()).toEqual(['user.created', 'session.created'])
    expect(await audited()).toEqual([
      {
        action: 'webhook_restarted',
        actor_id: admin._id,
        target_id: null,
        after: JSON.stringify({ endpoint: WEBHOOK_URL }),
      },
    ])
  })

  it('is none that the settings do not name', async () => {
    const { status: code, body } = await post('/restart', { endpoint: 'https://other.example.com/' })
    expect({ code, body }).toMatchObject({ code: 400, body: { code: 'invalid_request' } })
  })

  it('stays stopped if a user asks who is no admin', async () => {
    const { token } = await registerUser({ email: 'new@example.com' }, service)
    const answer = await service('/admin/webhooks/restart', { token, body: { endpoint: WEBHOOK_URL } })
    expect(answer.body.code).toBe('role_required')
    expect((await as('')).body.data.endpoints).toMatchObject([{ stoppedAt: expect.any(String) }])
  })
})
