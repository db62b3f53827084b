import { env } from 'cloudflare:workers'

export interface SessionRow {
  id: string
  user_id: string
  refresh_id: string
  previous_refresh_id: string | null
  refreshed_at: number
  created_at: number
  expires_at: number
}

export interface UserRow {
  id: string
  email: string
  password_hash: string
  name: string
  bio: string | null
  avatar_url: string | null
  locale: string | null
  disabled_at: number | null
  created_at: number
  updated_at: number
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

/** What an operator does to an account that is abused. */
export const disableUser = (id: string) =>
  env.DB.prepare('UPDATE users SET disabled_at = ? WHERE id = ?').bind(Date.now(), id).run()

export const storePasswordHash = (id: string, hash: string) =>
  env.DB.prepare('UPDATE users SET password_hash = ? WHERE id = ?').bind(hash, id).run()
