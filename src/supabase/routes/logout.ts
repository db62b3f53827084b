import { Hono } from 'hono/tiny'
import { logout } from '../../domain/operations/sessions/logout.ts'
import { authenticate } from '../authenticate.ts'
import type { SupabaseEnv } from '../env.ts'

/** `signOut`. */
export const logoutRoute = new Hono<SupabaseEnv>().post('/logout', authenticate, async (c) => {
  await logout(c.get('ctx'))
  return c.body(null, 204)
})
