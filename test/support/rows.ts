import { env } from 'cloudflare:workers'
import { TABLES } from './tables.ts'

export interface SessionRow {
  id: string
  user_id: string
  refresh_id: string
  previous_refresh_id: string | null
  refreshed_at: number
  created_at: number
  expires_at: number
  aal: number
  amr: string
  signed_in_at: number | null
  second_factor_due: number
}

export interface UserRow {
  id: string
  email: string
  password_hash: string
  name: string
  bio: string | null
  avatar_url: string | null
  locale: string | null
  email_verified: number
  email_verified_by: string | null
  email_verified_at: number | null
  disabled_at: number | null
  created_at: number
  updated_at: number
}

export interface IdentityRow {
  provider: string
  subject: string
  user_id: string
  email: string | null
  linked_in_session: number
  created_at: number
}

export interface CodeRow {
  user_id: string | null
  purpose: string
  address: string
  hash: string
  link_hash: string | null
  attempts: number
  created_at: number
  expires_at: number
  sent: number
  replaceable_at: number
}

export interface PasskeyRow {
  id: string
  user_id: string
  name: string
  counter: number
  created_at: number
  last_used_at: number | null
}

export interface EventRow {
  id: string
  user_id: string
  type: string
  created_at: number
  session_id: string | null
  ip: string | null
  device_name: string | null
  other_id: string | null
  by_support: number
}

export interface OutboxRow {
  seq: number
  id: string
  endpoint: string
  user_id: string
  type: string
  data: string
  created_at: number
  attempts: number
  next_attempt_at: number
  last_failure: string | null
  dead_at: number | null
}

/** Every message that nobody has taken, in their order. */
export async function outboxRows(): Promise<OutboxRow[]> {
  const { results } = await env.DB.prepare('SELECT * FROM outbox ORDER BY seq').all<OutboxRow>()
  return results
}

/** Every session as it is stored, the oldest first. */
export async function sessionRows(): Promise<SessionRow[]> {
  const { results } = await env.DB.prepare('SELECT * FROM sessions ORDER BY created_at').all<SessionRow>()
  return results
}

/** The one session that there is. */
export async function onlySession(): Promise<SessionRow> {
  const [session, ...others] = await sessionRows()
  if (!session || others.length > 0) throw new Error('there is not exactly one session')
  return session
}

/** Every user as it is stored, the oldest first. */
export async function userRows(): Promise<UserRow[]> {
  const { results } = await env.DB.prepare('SELECT * FROM users ORDER BY created_at, rowid').all<UserRow>()
  return results
}

/** One user as it is stored. */
export async function userRow(id: string): Promise<UserRow> {
  const row = await env.DB.prepare('SELECT * FROM users WHERE id = ?').bind(id).first<UserRow>()
  if (!row) throw new Error('there is no such user')
  return row
}

/** Every identity as it is stored, the oldest first. */
export async function identityRows(): Promise<IdentityRow[]> {
  const { results } = await env.DB.prepare('SELECT * FROM identities ORDER BY created_at, provider').all<IdentityRow>()
  return results
}

/** Every passkey as it is stored, the oldest first. */
export async function passkeyRows(): Promise<PasskeyRow[]> {
  const { results } = await env.DB.prepare('SELECT * FROM passkeys ORDER BY created_at, id').all<PasskeyRow>()
  return results
}

const COLUMNS_OF_BOTH = 'address, hash, link_hash, attempts, created_at, expires_at, sent, replaceable_at'
const COLUMNS_OF_CODES = `user_id, purpose, ${COLUMNS_OF_BOTH}`

/** Every code as it is stored; those that sign in, with the user who has the address. */
export async function codeRows(): Promise<CodeRow[]> {
  const { results } = await env.DB.prepare(
    `SELECT ${COLUMNS_OF_CODES} FROM codes UNION ALL
     SELECT (SELECT users.id FROM users WHERE email = address), 'login', ${COLUMNS_OF_BOTH} FROM login_codes
     ORDER BY 1, 2`,
  ).all<CodeRow>()
  return results
}

/** Every event as it is stored, the oldest first; those of one millisecond are in no order. */
export async function eventRows(): Promise<EventRow[]> {
  const { results } = await env.DB.prepare('SELECT * FROM events ORDER BY created_at').all<EventRow>()
  return results
}

/** The types of what support did, in alphabetical order. */
export const supportedTypes = async (): Promise<string[]> =>
  (await eventRows())
    .filter((event) => event.by_support === 1)
    .map(({ type }) => type)
    .sort()

/** The types of everything that happened, in alphabetical order. */
export const eventTypes = async (): Promise<string[]> => (await eventRows()).map(({ type }) => type).sort()

/** All tables but that of what is counted for operators, which is about nobody: mails count there after a response. */
const OF_SOMEBODY = TABLES.filter((name) => name !== 'daily_counts')

/** Every row of every table that is about somebody: what a thief of a backup reads. */
export async function dump(): Promise<Record<string, Record<string, unknown>[]>> {
  const answers = await env.DB.batch<Record<string, unknown>>(
    OF_SOMEBODY.map((name) => env.DB.prepare(`SELECT * FROM "${name}"`)),
  )
  return Object.fromEntries(OF_SOMEBODY.map((name, index) => [name, answers[index]?.results ?? []]))
}

/** What an operator does to an account that is abused. */
export const disableUser = (id: string) =>
  env.DB.prepare('UPDATE users SET disabled_at = ? WHERE id = ?').bind(Date.now(), id).run()

/** Makes a user a guest, as one begins: without an email address and a password. */
export const makeGuest = (id: string) =>
  env.DB.prepare('UPDATE users SET is_guest = 1, email = NULL, password_hash = NULL WHERE id = ?').bind(id).run()

export const storePasswordHash = (id: string, hash: string) =>
  env.DB.prepare('UPDATE users SET password_hash = ? WHERE id = ?').bind(hash, id).run()

/** What happens when a user types the code that was mailed. */
export const verifyEmail = (userId: string) =>
  env.DB.prepare(
    "UPDATE users SET email_verified = 1, email_verified_by = 'session', email_verified_at = ? WHERE id = ?",
  )
    .bind(Date.now(), userId)
    .run()

/** What happens when somebody follows the link of the mail, outside of any session. */
export const verifyEmailByLink = (userId: string) =>
  env.DB.prepare("UPDATE users SET email_verified = 1, email_verified_by = 'link', email_verified_at = ? WHERE id = ?")
    .bind(Date.now(), userId)
    .run()

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
