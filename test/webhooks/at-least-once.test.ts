import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bound } from '../../src/db/statement.ts'
import { claimMessages, deleteTaken } from '../../src/db/statements/deliveries.gen.ts'
import { addDeletion } from '../../src/db/statements/outbox-deletions.gen.ts'
import { skipBackoff } from '../support/backoff.ts'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { faultyD1, watchedD1 } from '../support/d1.ts'
import { expectLogs } from '../support/logs.ts'
import { openReceiver, type Receiver, WEBHOOK_URL } from '../support/receiver.ts'
import { outboxRows, userRow } from '../support/rows.ts'
import { call, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

let receiver: Receiver

beforeEach(() => {
  expectLogs('swept', 'delivered', 'deferred_failed')
  receiver = openReceiver()
})

const registration = { name: 'Syamlal', email: 'syamlal@example.com', password: PASSWORD }
/** What it looks like to the database that the Worker has ended. */
const ENDED = { moment: 'before', lasting: true, message: 'D1_ERROR: the Worker has ended' } as const

const CREATED = ['user.created', 'session.created']

describe('a message', () => {
  it('is sent although the Worker ends between the change and the call: by the cron trigger', async () => {
    const { DB } = faultyD1({ ...ENDED, trip: 2 })
    expect((await serviceWith({ ...receiver.settings, DB })('/users/register', { body: registration })).status).toBe(
      201,
    )
    expect(receiver.calls).toEqual([])
    await runCron(receiver.settings)
    expect(receiver.types()).toEqual(CREATED)
    expect(await outboxRows()).toEqual([])
  })

  it('is sent again, under its id, if the Worker ends before it has noted that it was taken: after the lease', async () => {
    stopClock()
    const { DB } = faultyD1({ ...ENDED, trip: 3 })
    await serviceWith({ ...receiver.settings, DB })('/users/register', { body: registration })
    expect(receiver.types()).toEqual(['user.created'])
    advance(MINUTE - 1)
    await runCron(receiver.settings)
    expect(receiver.types()).toEqual(['user.created']) // somebody may be sending it
    advance(1)
    await runCron(receiver.settings)
    expect(receiver.types()).toEqual(['user.created', ...CREATED])
    const [first, second] = receiver.taken
    expect(second).toMatchObject({ id: first?.id, body: first?.body })
  })

  it.each(['before', 'after'] as const)(
    'is one, if the batch of the change fails %s it was applied, and runs again',
    async (moment) => {
      skipBackoff()
      const { DB } = faultyD1({ moment })
      await serviceWith({ ...receiver.settings, DB })('/users/register', { body: registration })
      expect(receiver.types()).toEqual(CREATED)
    },
  )

  it.each(['before', 'after'] as const)(
    'is one for an edited profile, too, whose batch fails %s it was applied',
    async (moment) => {
      skipBackoff()
      const { token } = await registerUser()
      const { DB } = faultyD1({ moment })
      const put = { method: 'PUT', token, body: { name: 'New' } }
      await serviceWith({ ...receiver.settings, DB })('/users/profile', put)
      expect(receiver.types()).toEqual(['user.updated'])
    },
  )

  it('is not there if its batch fails for good', async () => {
    skipBackoff()
    const { DB } = faultyD1({ moment: 'before', lasting: true })
    const service = serviceWith({ ...receiver.settings, DB })
    expect((await service('/users/register', { body: registration })).status).toBe(503)
    expect(await outboxRows()).toEqual([])
  })

  it('is sent by one of many who send at the same time', async () => {
    const { DB } = faultyD1({ ...ENDED, trip: 2 })
    const service = serviceWith({ ...receiver.settings, DB: env.DB })
    const silent = serviceWith({ ...receiver.settings, DB })
    await silent('/users/register', { body: registration })
    receiver.respond = async () => {
      await scheduler.wait(20)
      return new Response()
    }
    await Promise.all([
      ...Array.from({ length: 4 }, () => runCron(receiver.settings)),
      ...Array.from({ length: 4 }, (_, n) => registerUser({ email: `user-${n}@example.com` }, service)),
    ])
    await runCron(receiver.settings)
    const ids = receiver.calls.map(({ id }) => id)
    expect(ids).toHaveLength(10)
    expect(new Set(ids).size).toBe(10)
  })
})

it('settles by the id of a message: what has its place in the table by then stays', async () => {
  stopClock()
  const service = serviceWith(receiver.settings)
  const { token } = await registerUser({}, service)
  const rename = (name: string) => service('/users/profile', { method: 'PUT', token, body: { name } })
  receiver.clear()
  receiver.respond = async ({ data }) => {
    if (data.user.name !== 'Slow' || receiver.calls.length > 1) return new Response()
    advance(3 * MINUTE) // the lease is over: another run sends it, and a new message takes its place
    await runCron(receiver.settings)
    await env.DB.prepare("UPDATE users SET name = 'New'").run()
    const { DB } = faultyD1({ ...ENDED, trip: 2 })
    await serviceWith({ ...receiver.settings, DB })('/users/profile', { method: 'PUT', token, body: { bio: 'New' } })
    return new Response()
  }
  await rename('Slow')
  await runCron(receiver.settings)
  expect(receiver.taken.at(-1)?.data).toMatchObject({ fields: ['bio'] })
  expect(await outboxRows()).toEqual([])
})

/** The real database, and the SQL of every statement that it is given. */
function readD1() {
  const sql: string[] = []
  const readSession = (session: D1DatabaseSession): D1DatabaseSession => ({
    prepare: (text) => {
      sql.push(text)
      return session.prepare(text)
    },
    batch: (statements) => session.batch(statements),
    getBookmark: () => session.getBookmark(),
  })
  const DB = { withSession: (constraint: string) => readSession(env.DB.withSession(constraint)) }
  return { DB, sql }
}

describe('the cost', () => {
  const tripsOf = async (settings: Record<string, unknown>) => {
    const { DB, trips } = watchedD1()
    await serviceWith({ ...settings, DB })('/users/register', { body: registration })
    return trips
  }

  it('where nobody is told, is nothing: no statement, and no row', async () => {
    const { DB, sql } = readD1()
    await serviceWith({ DB })('/users/register', { body: registration })
    expect(sql.length).toBeGreaterThan(0)
    expect(sql.filter((text) => text.includes('outbox'))).toEqual([])
    expect(await outboxRows()).toEqual([])
  })

  it('where somebody is told, is no round trip of the call; after the response two for each message, and one', async () => {
    const trips = await tripsOf(receiver.settings)
    expect(trips).toHaveLength(1 + 2 * CREATED.length + 1)
  })

  it('in rows is what docs/webhooks.md says: four when a message is added, two when it is claimed, one when it is taken', async () => {
    const { _id } = await registerUser()
    const rowsOf = async ({ sql, params }: Bound<unknown>) => {
      const { meta } = await env.DB.prepare(sql)
        .bind(...params)
        .all()
      return meta.rows_written
    }
    const now = new Date()
    const endpoint = WEBHOOK_URL
    const proof = { method: 'password', userId: _id, passwordHash: (await userRow(_id)).password_hash } as const
    const written = [
      await rowsOf(addDeletion({ proof, now, factorsCount: false, endpoints: [endpoint] })),
      await rowsOf(claimMessages({ endpoint, now, leasedUntil: now, limit: 1 })),
      await rowsOf(deleteTaken({ endpoint, ids: (await outboxRows()).map(({ id }) => id) })),
    ]
    expect(written).toEqual([4, 2, 1])
  })

  it('of a call that changes nothing is nothing', async () => {
    const { token } = await registerUser()
    const { DB, trips } = watchedD1()
    await serviceWith({ ...receiver.settings, DB })('/users/profile', { token })
    expect(trips).toHaveLength(1)
    expect((await call('/users/profile', { token })).status).toBe(200)
  })
})
