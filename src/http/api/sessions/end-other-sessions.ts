import { Hono } from 'hono/tiny'
import { endOtherSessions } from '../../../domain/operations/sessions/end-other-sessions.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { operation } from '../operation.ts'

export const endOtherSessionsRoute = new Hono<AppEnv>().delete(
  '/users/sessions',
  operation({
    id: 'endOtherSessions',
    tag: 'Sessions',
    summary: "End all of the caller's sessions but this one",
    status: 204,
  }),
  authenticate,
  async (c) => {
    await endOtherSessions(c.get('ctx'))
    return c.body(null, 204)
  },
)
