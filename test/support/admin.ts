import { env } from 'cloudflare:workers'

/** Makes a user an admin whose sessions are of level 2, as they are after a second factor. */
export const makeAdmin = (userId: string) =>
  env.DB.batch([
    env.DB.prepare(`UPDATE users SET roles = '["admin"]' WHERE id = ?`).bind(userId),
    env.DB.prepare('UPDATE sessions SET aal = 2 WHERE user_id = ?').bind(userId),
  ])
