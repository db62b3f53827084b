import { Hono } from 'hono/tiny'
import { endAllSessions } from '../../domain/operations/sessions/end-all-sessions.ts'
import { endOtherSessions } from '../../domain/operations/sessions/end-other-sessions.ts'
import { logout } from '../../domain/operations/sessions/logout.ts'
import { authenticate } from '../authenticate.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'

const SCOPES = { global: endAllSessions, local: logout, others: endOtherSessions }

const isScope = (scope: string): scope is keyof typeof SCOPES => Object.hasOwn(SCOPES, scope)

/** `signOut`. */
export const logoutRoute = new Hono<SupabaseEnv>().post('/logout', authenticate, async (c) => {
  const scope = c.req.query('scope') || 'global'
  if (!isScope(scope)) throw new SupabaseError('validation_failed', `Unsupported logout scope "${scope}"`)
  await SCOPES[scope](c.get('ctx'))
  return c.body(null, 204)
})
