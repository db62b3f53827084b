import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { MINUTE } from '../support/clock.ts'
import { addAttempts, addEvent, addUser, allCounts, countAt, countsOf } from '../support/counts.ts'
import { runCron } from '../support/cron.ts'
import { interceptD1 } from '../support/d1.ts'

describe('what has happened', () => {
  it('is counted by hour and day: registrations, sign-ins by way, failures and lock-outs', async () => {
    await addUser()
    await addEvent('2026-11-29T07:00:00.000Z', 'registered')
    await addEvent('2026-11-29T07:59:59.999Z')
    await addEvent('2026-11-29T08:00:00.000Z', 'logged_in', 'passkey')
    await addEvent('2026-11-29T08:10:00.000Z', 'guest_created', 'guest')
    await addEvent('2026-11-29T08:11:00.000Z', 'guest_upgraded', null)
    await addEvent('2026-11-29T08:20:00.000Z', 'password_reset', 'reset_code')
    await addAttempts('2026-11-29T08:30:00.000Z')
    await addAttempts('2026-11-29T08:31:00.000Z', MINUTE)
    await countAt('2026-11-29T08:35:00.000Z')
    expect(await countsOf('2026-11-29T07')).toEqual({ registrations: 1, sign_ins_password: 2 })
    const eighth = { registrations: 1, sign_ins_passkey: 1, sign_ins_guest: 1, sign_ins_reset_code: 1 }
    expect(await countsOf('2026-11-29T08')).toEqual({ ...eighth, failures: 2, lock_outs: 1 })
    expect(await countsOf('2026-11-29')).toEqual({
      ...{ ...eighth, registrations: 2, sign_ins_password: 2, failures: 2, lock_outs: 1, active: 0 },
    })
  })

  it('is no sign-in where a second factor was asked for, or a page set a new password', async () => {
    await addUser()
    await addEvent('2026-11-29T08:00:00.000Z', 'second_factor_asked')
    await addEvent('2026-11-29T08:01:00.000Z', 'password_reset', null)
    await addEvent('2026-11-29T08:02:00.000Z', 'logged_in', null)
    await countAt('2026-11-29T08:35:00.000Z')
    expect(await countsOf('2026-11-29T08')).toEqual({})
  })

  it('is counted once, however often, and by however many runs at once', async () => {
    await addUser()
    await addEvent('2026-11-29T07:55:00.000Z')
    await addEvent('2026-11-29T08:05:00.000Z')
    await countAt('2026-11-29T08:06:00.000Z')
    const once = await allCounts()
    await runCron()
    await Promise.all([runCron(), runCron(), runCron()])
    expect(await allCounts()).toEqual(once)
    expect(await countsOf('2026-11-29')).toEqual({ sign_ins_password: 2, active: 0 })
  })

  it('is counted although its transaction came later than the run', async () => {
    await addUser()
    await countAt('2026-11-29T08:00:00.000Z')
    await addEvent('2026-11-29T07:59:59.000Z')
    await countAt('2026-11-29T08:10:00.000Z')
    expect(await countsOf('2026-11-29T07')).toEqual({ sign_ins_password: 1 })
  })

  it('stays counted when an account is deleted, and when a failed login is forgotten', async () => {
    await addUser()
    await addEvent('2026-11-29T08:00:00.000Z')
    await addAttempts('2026-11-29T08:00:00.000Z')
    await countAt('2026-11-29T08:05:00.000Z')
    await env.DB.batch([env.DB.prepare('DELETE FROM users'), env.DB.prepare('DELETE FROM login_attempts')])
    await countAt('2026-11-29T08:15:00.000Z')
    expect(await countsOf('2026-11-29')).toEqual({ sign_ins_password: 1, failures: 1, active: 0 })
  })

  it('belongs to its day in UTC, also where the clocks of a country change', async () => {
    await addUser()
    await addEvent('2026-10-24T23:59:59.999Z')
    for (const time of ['2026-10-25T00:00:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']) {
      await addEvent(time)
    }
    await countAt('2026-10-26T00:01:00.000Z')
    expect(await countsOf('2026-10-24')).toEqual({ sign_ins_password: 1 })
    expect(await countsOf('2026-10-25')).toEqual({ sign_ins_password: 3 })
    expect(await countsOf('2026-10-25T00')).toEqual({ sign_ins_password: 2 })
  })
})

describe('runs of the cron trigger that are missing', () => {
  it('are made up for', async () => {
    await addUser()
    await addEvent('2026-11-25T10:00:00.000Z')
    await countAt('2026-11-25T10:10:00.000Z')
    await addEvent('2026-11-25T10:20:00.000Z')
    await addEvent('2026-11-26T23:00:00.000Z')
    await addEvent('2026-11-28T09:00:00.000Z')
    await countAt('2026-11-28T09:10:00.000Z')
    expect(await countsOf('2026-11-25')).toEqual({ sign_ins_password: 2, active: 0 })
    expect(await countsOf('2026-11-26')).toEqual({ sign_ins_password: 1 })
    expect(await countsOf('2026-11-28')).toEqual({ sign_ins_password: 1, active: 0 })
  })

  it('are all those before the first: it counts the events that are kept', async () => {
    await addUser()
    for (const time of ['2026-09-01T10:00:00Z', '2026-10-15T10:00:00Z', '2026-11-29T10:00:00Z']) await addEvent(time)
    await countAt('2026-11-29T10:10:00.000Z')
    expect(await countsOf('2026-09-01')).toEqual({ sign_ins_password: 1 })
    expect(await countsOf('2026-10-15')).toEqual({ sign_ins_password: 1 })
    expect(await countsOf('2026-11-29')).toEqual({ sign_ins_password: 1, active: 0 })
  })

  it('are too many for one run where years of events are kept: the next ones go on', async () => {
    await addUser()
    for (const time of ['2026-01-01T10:00:00Z', '2026-11-29T10:00:00Z']) await addEvent(time)
    const settings = { EVENTS_RETENTION: '365d' }
    await countAt('2026-11-29T10:10:00.000Z', settings)
    expect(await countsOf('2026-01-01')).toEqual({ sign_ins_password: 1 })
    expect(await countsOf('2026-11-29')).toEqual({ active: 0 })
    for (const minute of [20, 30, 40]) await countAt(`2026-11-29T10:${minute}:00.000Z`, settings)
    expect(await countsOf('2026-11-29')).toEqual({ sign_ins_password: 1, active: 0 })
  })

  it('goes on where a run has failed', async () => {
    await addUser()
    await countAt('2026-11-26T10:00:00.000Z')
    await addEvent('2026-11-26T11:00:00.000Z')
    await addEvent('2026-11-29T11:00:00.000Z')
    const DB = interceptD1(async (run) => {
      const answer: unknown = await run()
      if (Array.isArray(answer) && (await countsOf('2026-11-26')).sign_ins_password) throw new Error('D1_ERROR: broken')
      return answer as Awaited<ReturnType<typeof run>>
    })
    await expect(countAt('2026-11-30T10:00:00.000Z', { DB })).rejects.toThrow('broken')
    expect(await countsOf('2026-11-29')).toEqual({})
    await countAt('2026-11-30T10:10:00.000Z')
    expect(await countsOf('2026-11-26')).toMatchObject({ sign_ins_password: 1 })
    expect(await countsOf('2026-11-29')).toMatchObject({ sign_ins_password: 1 })
  })
})

it('keeps hours for two days, and days for ever', async () => {
  await addUser()
  await addEvent('2026-11-26T10:00:00.000Z')
  await countAt('2026-11-26T10:10:00.000Z')
  await countAt('2026-11-28T23:50:00.000Z')
  expect(await countsOf('2026-11-26T10')).toEqual({ sign_ins_password: 1 })
  await countAt('2026-11-29T00:00:00.000Z')
  expect(await countsOf('2026-11-26T10')).toEqual({})
  expect(await countsOf('2026-11-26')).toMatchObject({ sign_ins_password: 1 })
})

it('writes nothing where ADMIN is off', async () => {
  await addUser()
  await addEvent('2026-11-29T10:00:00.000Z')
  await countAt('2026-11-29T10:10:00.000Z', { ADMIN: 'off' })
  expect(await allCounts()).toEqual([])
})
