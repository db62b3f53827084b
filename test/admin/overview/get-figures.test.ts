import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeAdmin } from '../../support/admin.ts'
import { addAttempts, addEvent, addEvents, addUser, countAt, stopClockAt } from '../../support/counts.ts'
import { watchedD1 } from '../../support/d1.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

let token = ''

const figures = async (query = '', overrides = {}) =>
  (await serviceWith(overrides)(`/admin/figures${query}`, { token })).body.data

const NONE = {
  registrations: 0,
  signIns: { password: 0, provider: 0, login_code: 0, passkey: 0, guest: 0, reset_code: 0 },
  ...{ failures: 0, lockOuts: 0, mailsSent: 0, mailsFailed: 0 },
}

beforeEach(async () => {
  stopClockAt('2026-11-29T04:00:00.000Z')
  const admin = await registerUser()
  await makeAdmin(admin._id)
  token = admin.token
  await env.DB.prepare('DELETE FROM events').run()
  await addUser()
})

describe('the figures', () => {
  it('are those of the last 24 hours unless another period is asked for, each hour by itself', async () => {
    await addEvent('2026-11-28T10:59:00.000Z')
    await addEvent('2026-11-28T11:00:00.000Z', 'registered')
    await addEvent('2026-11-29T09:00:00.000Z', 'logged_in', 'provider')
    await addAttempts('2026-11-29T09:00:00.000Z', 1)
    await countAt('2026-11-29T10:00:00.000Z')
    stopClockAt('2026-11-29T10:05:00.000Z')
    const { period, until, asOf, buckets } = await figures()
    expect({ period, until, asOf }).toEqual({
      period: '24h',
      until: '2026-11-29T10:05:00.000Z',
      asOf: '2026-11-29T10:00:00.000Z',
    })
    expect(buckets).toHaveLength(24)
    expect(buckets[0]).toEqual({
      start: '2026-11-28T11:00:00.000Z',
      ...NONE,
      registrations: 1,
      signIns: { ...NONE.signIns, password: 1 },
    })
    expect(buckets[1]).toEqual({ start: '2026-11-28T12:00:00.000Z', ...NONE })
    expect(buckets[22]).toEqual({
      start: '2026-11-29T09:00:00.000Z',
      ...NONE,
      signIns: { ...NONE.signIns, provider: 1 },
      failures: 1,
      lockOuts: 1,
    })
    expect(buckets[23]).toEqual({ start: '2026-11-29T10:00:00.000Z', ...NONE })
  })

  it('have what has happened since the cron trigger ran', async () => {
    await addEvent('2026-11-29T09:58:00.000Z')
    await countAt('2026-11-29T10:00:00.000Z')
    await addEvent('2026-11-29T10:00:00.000Z')
    await addEvent('2026-11-29T10:04:00.000Z', 'registered')
    stopClockAt('2026-11-29T10:05:00.000Z')
    for (const period of ['24h', '30d', '12m']) {
      const { buckets } = await figures(`?period=${period}`)
      const sum = (count: (bucket: any) => number) => buckets.reduce((all: number, each: any) => all + count(each), 0)
      expect(sum((bucket) => bucket.signIns.password)).toBe(3)
      expect(sum((bucket) => bucket.registrations)).toBe(1)
    }
  })

  it('have nothing of it where it is much: then they are as old as the last run', async () => {
    await countAt('2026-11-29T10:00:00.000Z')
    await addEvents('2026-11-29T10:02:00.000Z', 199)
    stopClockAt('2026-11-29T10:05:00.000Z')
    expect((await figures()).buckets[23].signIns.password).toBe(199)
    await addEvent('2026-11-29T10:03:00.000Z')
    expect((await figures()).buckets[23].signIns.password).toBe(0)
  })

  it('are sums of days for 30 days, and of months for twelve', async () => {
    await addEvent('2026-10-31T12:00:00.000Z')
    await addEvent('2026-11-01T12:00:00.000Z')
    await addEvent('2026-11-28T12:00:00.000Z')
    await countAt('2026-11-29T10:00:00.000Z')
    const days = (await figures('?period=30d')).buckets
    expect(days).toHaveLength(30)
    expect(days[0]).toMatchObject({ start: '2026-10-31T00:00:00.000Z', signIns: { password: 1 } })
    expect(days[28]).toMatchObject({ start: '2026-11-28T00:00:00.000Z', signIns: { password: 1 } })
    const months = (await figures('?period=12m')).buckets
    expect(months).toHaveLength(12)
    expect(months[0]).toEqual({ start: '2025-12-01T00:00:00.000Z', ...NONE })
    expect(months[10]).toMatchObject({ start: '2026-10-01T00:00:00.000Z', signIns: { password: 1 } })
    expect(months[11]).toMatchObject({ start: '2026-11-01T00:00:00.000Z', signIns: { password: 2 } })
  })

  it('name twelve months also at the end of a long one', async () => {
    stopClockAt('2026-12-31T23:00:00.000Z')
    const admin = (
      await call('/users/login', { body: { email: 'syamlal@example.com', password: 'correct horse battery staple' } })
    ).body.data
    await env.DB.prepare('UPDATE sessions SET aal = 2').run()
    token = admin.token
    const { buckets } = await figures('?period=12m')
    expect(buckets.map(({ start }: { start: string }) => start.slice(0, 7))).toEqual(
      Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`),
    )
  })

  it('say how many users there are, and were there', async () => {
    await countAt('2026-11-29T10:00:00.000Z')
    const { users, activeUsers, activeByDay } = await figures()
    expect(users).toEqual({ total: 2, guests: 0, disabled: 0 })
    expect(activeUsers).toEqual({ day: 1, week: 1, month: 1 })
    expect(activeByDay).toEqual([{ day: '2026-11-29', count: 1 }])
  })

  it('say that nothing is counted yet', async () => {
    const { asOf, users, buckets } = await figures()
    expect(asOf).toBeNull()
    expect(users).toEqual({ total: 0, guests: 0, disabled: 0 })
    expect(buckets.every((bucket: any) => bucket.signIns.password === 0)).toBe(true)
  })

  it('read as many rows however many users there are', async () => {
    await countAt('2026-11-29T10:00:00.000Z')
    const rowsRead = async () => {
      const { DB, trips } = watchedD1()
      await figures('?period=12m', { DB })
      return trips.reduce((sum, trip) => sum + trip.rowsRead, 0)
    }
    await addEvents('2026-11-29T10:02:00.000Z', 200)
    const few = await rowsRead()
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
       INSERT INTO users (id, name, created_at, updated_at) SELECT 'user-' || i, '', 0, 0 FROM n`,
    ).run()
    await addEvents('2026-11-29T07:30:00.000Z', 2_000)
    await addEvents('2026-11-29T10:04:00.000Z', 2_000)
    expect(await rowsRead()).toBe(few)
  })

  it('are of no other period', async () => {
    const { status, body } = await call('/admin/figures?period=7d', { token })
    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: [{ path: 'period', message: 'must be 24h, 30d or 12m' }],
    })
  })
})
