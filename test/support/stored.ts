import { env } from 'cloudflare:workers'

export interface CodeRow {
  user_id: string
  purpose: string
  address: string
  hash: string
  attempts: number
  created_at: number
  expires_at: number
  sent: number
  replaceable_at: number
}

export interface EventRow {
  id: string
  user_id: string
  type: string
  created_at: number
  session_id: string | null
  ip: string | null
  device_name: string | null
}

/** Every code as it is stored. */
export async function codeRows(): Promise<CodeRow[]> {
  const { results } = await env.DB.prepare('SELECT * FROM codes ORDER BY user_id, purpose').all<CodeRow>()
  return results
}

/** Every event as it is stored, the first first; several of one millisecond come in no order. */
export async function eventRows(): Promise<EventRow[]> {
  const { results } = await env.DB.prepare('SELECT * FROM events ORDER BY created_at').all<EventRow>()
  return results
}

/** The types of everything that happened, by the alphabet. */
export const eventTypes = async (): Promise<string[]> => (await eventRows()).map(({ type }) => type).sort()

/** Every table that a migration made. */
export async function tables(): Promise<string[]> {
  const { results } = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
    name: string
  }>()
  return results.map(({ name }) => name).filter((name) => !/^(sqlite|d1|_cf)_/.test(name))
}

/** Every row of every table: what a thief of a backup reads. */
export async function dump(): Promise<Record<string, Record<string, unknown>[]>> {
  const names = await tables()
  const answers = await env.DB.batch<Record<string, unknown>>(
    names.map((name) => env.DB.prepare(`SELECT * FROM "${name}"`)),
  )
  return Object.fromEntries(names.map((name, index) => [name, answers[index]?.results ?? []]))
}

/** Gives a user so many events of the past: a minute between two, the newest at `newest`, in milliseconds. */
export const addEvents = (userId: string, count: number, newest = Date.now() - 3_600_000) =>
  env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
     INSERT INTO events (id, user_id, type, created_at, session_id, ip, device_name)
     SELECT lower(hex(randomblob(11))), ?2, 'logged_in', ?3 - 60000 * i, NULL, NULL, NULL FROM n`,
  )
    .bind(count, userId, newest)
    .run()

/** Gives a user so many live sessions that were last used an hour ago, one millisecond after another. */
export const addSessions = (userId: string, count: number) =>
  env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     INSERT INTO sessions (id, user_id, refresh_id, refreshed_at, created_at, expires_at)
     SELECT lower(hex(randomblob(11))), ?2, 'r' || i, ?3 - i, ?3 - i, ?3 + 86400000 FROM n`,
  )
    .bind(count, userId, Date.now() - 3_600_000)
    .run()
