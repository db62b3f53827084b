import { Hono } from 'hono/tiny'
import { endSession } from '../../../domain/operations/sessions/end-session.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'

export const endSessionRoute = new Hono<AppEnv>().delete('/users/sessions/:sessionId', authenticate, async (c) => {
  const sessionId = c.req.param('sessionId')
  await endSession(c.get('ctx'), sessionId)
  return c.body(null, 204)
})

export const endSessionOperation: Operation = {
  id: 'endSession',
  tag: 'Sessions',
  summary: 'End a session',
  description:
    'Ends one session of the caller, such as that of a lost device; its `_id` is in the list of sessions. On ' +
    "`session_not_found` it has ended already, or is not the caller's: list the sessions again.",
  status: 204,
  problems: ['session_not_found'],
}
