import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { newAdmin } from '../support/admin.ts'
import { auditRows } from '../support/audit.ts'
import { advance, DAY, HOUR, MINUTE, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { newPerson } from '../support/person.ts'
import { dump, supportedTypes, userRow } from '../support/rows.ts'
import { PASSWORD } from '../support/users.ts'

beforeEach(() => {
  expectLogs('swept')
})

describe('a user who is disabled until a time', () => {
  const disabledUntil = async (until: number) => {
    const admin = await newAdmin()
    const user = await newPerson()
    const body = { reason: 'Cools down', until: new Date(until).toISOString() }
    await admin.as(`/admin/users/${user._id}/disable`, { body })
    const login = () => user.service('/users/login', { body: { email: user.email, password: PASSWORD } })
    return { admin, user, login }
  }

  it('is enabled by the first run after it, and not before', async () => {
    const now = stopClock().getTime()
    const { user, login } = await disabledUntil(now + HOUR)
    await runCron()
    expect((await login()).body.code).toBe('account_disabled')
    advance(HOUR)
    await runCron()
    expect((await login()).status).toBe(200)
    expect(await userRow(user._id)).toMatchObject({ disabled_at: null, disabled_until: null, disabled_reason: null })
    expect(await supportedTypes()).toEqual(['disabled', 'enabled', 'other_sessions_ended'])
    expect(logged('swept').map(({ enabled }) => enabled)).toEqual([0, 1])
    const before = await dump()
    await runCron()
    expect((await dump()).events).toEqual(before.events)
  })

  it('stays disabled if an operator has said another end since, or none', async () => {
    const now = stopClock().getTime()
    const { admin, user, login } = await disabledUntil(now + HOUR)
    await admin.as(`/admin/users/${user._id}/disable`, { body: { reason: 'Sends spam' } })
    advance(DAY)
    await runCron()
    expect((await login()).body.code).toBe('account_disabled')
  })

  it('is one of a bounded number of each run', async () => {
    const now = stopClock().getTime()
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 201)
       INSERT INTO users (id, name, disabled_at, disabled_until, created_at, updated_at)
       SELECT 'user-' || i, 'Somebody', 1, ?, 0, 0 FROM n`,
    )
      .bind(now - MINUTE)
      .run()
    for (let run = 0; run < 2; run++) await runCron()
    expect(logged('swept').map(({ enabled }) => enabled)).toEqual([200, 1])
    expect(await supportedTypes()).toHaveLength(201)
  })
})

it('what operators did is forgotten after AUDIT_RETENTION', async () => {
  stopClock()
  const admin = await newAdmin()
  const user = await newPerson()
  const rename = (name: string) => admin.as(`/admin/users/${user._id}`, { method: 'PATCH', body: { name } })
  await rename('First')
  advance(HOUR)
  await rename('Second')
  await runCron({ AUDIT_RETENTION: '90m' })
  expect(await auditRows()).toHaveLength(2)
  advance(HOUR)
  await runCron({ AUDIT_RETENTION: '90m' })
  expect(await auditRows()).toMatchObject([{ after: { name: 'Second' } }])
})
