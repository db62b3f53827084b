import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { runCron } from './cron.ts'
import { expectLogs } from './logs.ts'

/** Stops the clock at a time. */
export function stopClockAt(time: string): Date {
  const now = new Date(time)
  vi.useFakeTimers({ toFake: ['Date'], now })
  return now
}

/** Runs the cron trigger at a time. */
export async function countAt(time: string, overrides: Record<string, unknown> = {}): Promise<void> {
  expectLogs('swept')
  stopClockAt(time)
  await runCron(overrides)
}

/** Adds a user, as an import would. */
export async function addUser(userId = 'somebody', columns: Record<string, number> = {}): Promise<void> {
  const row = { created_at: 0, updated_at: 0, ...columns }
  const names = Object.keys(row)
  await env.DB.prepare(`INSERT INTO users (id, name, ${names}) VALUES (?, 'Somebody', ${names.map(() => '?')})`)
    .bind(userId, ...Object.values(row))
    .run()
}

/** Adds an event of a user at a time. */
export const addEvent = (time: string, type = 'logged_in', method: string | null = 'password', userId = 'somebody') =>
  env.DB.prepare('INSERT INTO events (id, user_id, type, created_at, method) VALUES (hex(randomblob(16)), ?, ?, ?, ?)')
    .bind(userId, type, Date.parse(time), method)
    .run()

/** Adds so many logins at a time. */
export const addEvents = (time: string, count: number) =>
  env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO events (id, user_id, type, created_at, method)
     SELECT hex(randomblob(16)), 'somebody', 'logged_in', ?, 'password' FROM n`,
  )
    .bind(count, Date.parse(time))
    .run()

/** Adds failed attempts, the last at a time, which block the next for so many milliseconds. */
export const addAttempts = (time: string, blockedFor = 0) =>
  env.DB.prepare(
    'INSERT INTO login_attempts (address_hash, attempts, blocked_until, updated_at) VALUES (hex(randomblob(16)), 1, ?, ?)',
  )
    .bind(blockedFor && Date.parse(time) + blockedFor, Date.parse(time))
    .run()

/** What is counted for a day or an hour, by kind. */
export async function countsOf(day: string): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare('SELECT kind, count FROM daily_counts WHERE day = ?')
    .bind(day)
    .all<{ kind: string; count: number }>()
  return Object.fromEntries(results.map(({ kind, count }) => [kind, count]))
}

/** Everything that is counted, but when. */
export async function allCounts(): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    `SELECT * FROM daily_counts WHERE kind NOT LIKE '%\\_at' ESCAPE '\\' ORDER BY day, kind`,
  ).all()
  return results
}
