import { Hono } from 'hono/tiny'
import { endOtherSessions } from '../../../domain/operations/sessions/end-other-sessions.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'

export const endOtherSessionsRoute = new Hono<AppEnv>().delete('/users/sessions', authenticate, async (c) => {
  await endOtherSessions(c.get('ctx'))
  return c.body(null, 204)
})

export const endOtherSessionsOperation: Operation = {
  id: 'endOtherSessions',
  tag: 'Sessions',
  summary: 'End all other sessions',
  description:
    'Ends every session of the caller but the one that makes this call: all other devices are logged out. On ' +
    "`session_ended`, the caller's own session is over: ask the user to log in again.",
  status: 204,
}
