import { Hono } from 'hono/tiny'
import { logout } from '../../../domain/operations/sessions/logout.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'

export const logoutRoute = new Hono<AppEnv>().post('/users/logout', authenticate, async (c) => {
  await logout(c.get('ctx'))
  return c.body(null, 204)
})

export const logoutOperation: Operation = {
  id: 'logout',
  tag: 'Sessions',
  summary: 'Log out',
  description:
    "Ends the caller's session and, with it, both its tokens. It succeeds also if the session has ended before, " +
    'so it can be repeated. On `token_expired`, refresh the tokens first.',
  status: 204,
}
