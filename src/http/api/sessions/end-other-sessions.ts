import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../../domain/context.ts'
import { endOtherSessions } from '../../../domain/operations/sessions/end-other-sessions.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onPrimary } from '../../middleware/context.ts'
import { operation } from '../operation.ts'

export const endOtherSessionsRoute = new Hono<AppEnv>().delete(
  '/users/sessions',
  operation({
    id: 'endOtherSessions',
    tag: 'Sessions',
    summary: "End all of the caller's sessions but this one",
    status: 204,
  }),
  onPrimary,
  authenticate,
  async (c) => {
    await endOtherSessions(c.get('ctx'))
    return c.body(null, 204)
  },
)
