import { Hono } from 'hono/tiny'
import { endSession } from '../../../domain/operations/sessions/end-session.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { operation } from '../operation.ts'

export const endSessionRoute = new Hono<AppEnv>().delete(
  '/users/sessions/:sessionId',
  operation({
    id: 'endSession',
    tag: 'Sessions',
    summary: "End one of the caller's sessions",
    status: 204,
    problems: ['session_not_found'],
  }),
  authenticate,
  async (c) => {
    const sessionId = c.req.param('sessionId')
    await endSession(c.get('ctx'), sessionId)
    return c.body(null, 204)
  },
)
