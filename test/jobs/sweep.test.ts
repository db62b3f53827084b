import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { interceptD1 } from '../support/d1.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { ACCEPTED, tryAccess } from '../support/try-token.ts'
import { registerUser } from '../support/users.ts'

const CHUNK = 1_000

/** Adds so many rows; each has a key of its own and is otherwise as the SQL says. */
const addRows = (count: number, insert: string, ...values: (string | number)[]) =>
  env.DB.prepare(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) ${insert}`)
    .bind(...values)
    .run()

const addSessions = (userId: string, expiresAt: number, count = 1) =>
  addRows(
    count,
    `INSERT INTO sessions (id, user_id, refresh_id, refreshed_at, created_at, expires_at)
     SELECT hex(randomblob(16)), ?, '', 0, 0, ? FROM n`,
    userId,
    expiresAt,
  )

const addEvents = (userId: string, createdAt: number, count = 1) =>
  addRows(
    count,
    `INSERT INTO events (id, user_id, type, created_at) SELECT hex(randomblob(16)), ?, 'logged_in', ? FROM n`,
    userId,
    createdAt,
  )

/** Codes are one per user and purpose: each gets a user of its own. */
const addChallenges = (expiresAt: number, count = 1) =>
  addRows(
    count,
    `INSERT INTO challenges (id, purpose, expires_at) SELECT ?1 || '-' || i, 'passkey_login', ?1 FROM n`,
    expiresAt,
  )

const addCodes = async (expiresAt: number, count = 1) => {
  await addRows(
    count,
    `INSERT INTO users (id, email, name, created_at, updated_at)
     SELECT 'user-' || ?1 || '-' || i, ?1 || '-' || i || '@example.com', 'Somebody', 0, 0 FROM n`,
    expiresAt,
  )
  await addRows(
    count,
    `INSERT INTO codes (user_id, purpose, address, hash, attempts, created_at, expires_at)
     SELECT 'user-' || ?1 || '-' || i, 'reset_password', '', '', 0, 0, ?1 FROM n`,
    expiresAt,
  )
}

const addLoginAttempts = (updatedAt: number, count = 1) =>
  addRows(
    count,
    `INSERT INTO login_attempts (address_hash, attempts, blocked_until, updated_at)
     SELECT hex(randomblob(16)), 1, 0, ? FROM n`,
    updatedAt,
  )

const addLoginCodes = (expiresAt: number, count = 1) =>
  addRows(
    count,
    `INSERT INTO login_codes (address, hash, attempts, created_at, expires_at, replaceable_at)
     SELECT ?1 || '-' || i || '@example.com', '', 0, 0, ?1, 0 FROM n`,
    expiresAt,
  )

const addGuests = (guestUntil: number, count: number) =>
  addRows(
    count,
    `INSERT INTO users (id, is_guest, guest_until, name, created_at, updated_at)
     SELECT hex(randomblob(16)), 1, ?, 'Guest', 0, 0 FROM n`,
    guestUntil,
  )

async function times(table: string, column: string): Promise<number[]> {
  const { results } = await env.DB.prepare(`SELECT "${column}" AS time FROM "${table}" ORDER BY time`).all<{
    time: number
  }>()
  return results.map(({ time }) => time)
}

const count = async (table: string): Promise<number> =>
  (await env.DB.prepare(`SELECT count(*) AS count FROM "${table}"`).first<number>('count')) ?? 0

/** A database that keeps how many rows each statement has changed. */
function watchedD1() {
  const changes: number[] = []
  const DB = interceptD1(async (run) => {
    const result: any = await run()
    for (const { meta } of [result].flat()) if (meta) changes.push(meta.changes) // rows have none
    return result
  })
  return { DB, changes }
}

const swept = () => logged('swept').map(({ level, event, ...counts }) => counts)

beforeEach(() => {
  expectLogs('swept')
})

describe('the cron trigger', () => {
  it('deletes the sessions that have ended, and no other', async () => {
    const now = stopClock().getTime()
    const { _id, token } = await registerUser()
    for (const expiresAt of [now - DAY, now - 1, now, now + 1]) await addSessions(_id, expiresAt)
    await runCron()
    expect(await times('sessions', 'expires_at')).toEqual([now + 1, now + 60 * DAY])
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('leaves the codes that somebody still has beside one that has expired', async () => {
    const now = stopClock().getTime()
    await registerUser()
    await addRows(
      1,
      `INSERT INTO codes (user_id, purpose, address, hash, attempts, created_at, expires_at)
       SELECT id, 'reset_password', '', '', 0, 0, ? FROM users, n`,
      now - 2 * DAY,
    )
    await runCron()
    expect(await times('codes', 'expires_at')).toEqual([now + 10 * MINUTE])
  })

  it('deletes the codes that expired more than a day ago, and no other: how many were sent counts until then', async () => {
    const now = stopClock().getTime()
    for (const expiresAt of [now - 2 * DAY, now - DAY - 1, now - DAY, now, now + 10 * MINUTE]) await addCodes(expiresAt)
    await runCron()
    expect(await times('codes', 'expires_at')).toEqual([now - DAY, now, now + 10 * MINUTE])
    expect(await count('users')).toBe(5)
  })

  it('deletes the challenges that have expired', async () => {
    const now = stopClock().getTime()
    for (const expiresAt of [now - DAY, now - 1, now, now + MINUTE]) await addChallenges(expiresAt)
    await runCron()
    expect(await times('challenges', 'expires_at')).toEqual([now, now + MINUTE])
  })

  it('deletes what happened more than 90 days ago', async () => {
    const now = stopClock().getTime()
    const { _id } = await registerUser()
    for (const age of [365 * DAY, 90 * DAY + 1, 90 * DAY, DAY]) await addEvents(_id, now - age)
    await runCron()
    expect(await times('events', 'created_at')).toEqual([now - 90 * DAY, now - DAY, now])
  })

  it('keeps what happened for as long as the settings say', async () => {
    const now = stopClock().getTime()
    const { _id } = await registerUser()
    for (const age of [2 * DAY, 2 * HOUR, HOUR]) await addEvents(_id, now - age)
    await runCron({ EVENTS_RETENTION: '1d' })
    expect(await times('events', 'created_at')).toEqual([now - 2 * HOUR, now - HOUR, now])
    await runCron({ EVENTS_RETENTION: '90m' })
    expect(await times('events', 'created_at')).toEqual([now - HOUR, now])
  })

  it('forgets failed sign-ins of more than a day ago', async () => {
    const now = stopClock().getTime()
    for (const age of [2 * DAY, DAY + 1, DAY, 0]) await addLoginAttempts(now - age)
    await runCron()
    expect(await times('login_attempts', 'updated_at')).toEqual([now - DAY, now])
  })

  it('deletes the codes that sign in, whoever asked for them, in the same way', async () => {
    const now = stopClock().getTime()
    for (const expiresAt of [now - DAY - 1, now - DAY, now + 10 * MINUTE]) await addLoginCodes(expiresAt)
    await runCron()
    expect(await times('login_codes', 'expires_at')).toEqual([now - DAY, now + 10 * MINUTE])
  })

  it('never deletes a user', async () => {
    const now = stopClock().getTime()
    const { _id } = await registerUser()
    await addSessions(_id, now - 1)
    await addEvents(_id, now - 365 * DAY)
    await addCodes(now - 2 * DAY, 3)
    await runCron()
    expect(await count('users')).toBe(4)
  })

  it('logs how much it deleted, and of whom nothing', async () => {
    const now = stopClock().getTime()
    const { _id } = await registerUser()
    await addGuests(now - 1, 1)
    await addSessions(_id, now - 1, 2)
    await addCodes(now - 2 * DAY, 3)
    await addChallenges(now - 1, 6)
    await addEvents(_id, now - 365 * DAY, 4)
    await addLoginAttempts(now - 2 * DAY, 5)
    await addLoginCodes(now - 2 * DAY, 6)
    await runCron()
    expect(swept()).toEqual([
      {
        guests: 1,
        sessions: 2,
        codes: 3,
        challenges: 6,
        events: 4,
        loginAttempts: 5,
        factors: 0,
        loginCodes: 6,
        audit: 0,
        enabled: 0,
        avatars: 0,
      },
    ])
    await runCron()
    expect(swept()[1]).toEqual({
      ...{ guests: 0, sessions: 0, codes: 0, challenges: 0, events: 0, loginAttempts: 0, factors: 0, loginCodes: 0 },
      ...{ audit: 0, enabled: 0, avatars: 0 },
    })
  })

  it('works through what is due in chunks, none of which is large', async () => {
    const now = stopClock().getTime()
    const { _id } = await registerUser()
    const due = 2 * CHUNK + 1
    await addGuests(now - 1, due)
    await addSessions(_id, now - 1, due)
    await addCodes(now - 2 * DAY, due)
    await addChallenges(now - 1, due)
    await addEvents(_id, now - 365 * DAY, due)
    await addLoginAttempts(now - 2 * DAY, due)
    await addLoginCodes(now - 2 * DAY, due)
    const { DB, changes } = watchedD1()
    await runCron({ DB, ADMIN: 'off' }) // nothing is counted besides
    const chunks = [CHUNK, CHUNK, 1]
    const six = [...chunks, ...chunks, ...chunks, ...chunks, ...chunks, ...chunks]
    // No guest is still used, no factor was begun, no operator did anything, nobody is to be enabled, and no message is left.
    expect(changes).toEqual([0, ...six, 0, ...chunks, 0, 0, 0, 0, 0])
    expect(swept()).toEqual([
      {
        ...{ guests: due, sessions: due, codes: due, challenges: due, events: due, loginAttempts: due },
        ...{ factors: 0, loginCodes: due, audit: 0, enabled: 0, avatars: 0 },
      },
    ])
    expect(await count('sessions')).toBe(1)
    expect(await count('codes')).toBe(1)
    expect(await count('events')).toBe(1)
    expect(await count('login_attempts')).toBe(0)
  })

  it('stops after so many chunks, and the next run goes on there', async () => {
    const now = stopClock().getTime()
    const { _id } = await registerUser()
    await addEvents(_id, now - 365 * DAY, 51 * CHUNK)
    await runCron()
    expect(swept()).toMatchObject([{ events: 50 * CHUNK }])
    expect(await count('events')).toBe(CHUNK + 1)
    await runCron()
    expect(await count('events')).toBe(1)
  })
})
