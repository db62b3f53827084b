import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import type { AppEnv } from '../../../domain/context.ts'
import { listSessions } from '../../../domain/operations/sessions/list-sessions.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { data, operation } from '../operation.ts'
import { presentSession, sessionItem } from '../sign-in/schemas.ts'

export const listSessionsRoute = new Hono<AppEnv>().get(
  '/users/sessions',
  operation({
    id: 'listSessions',
    tag: 'Sessions',
    summary: "The caller's live sessions, the one used last first",
    status: 200,
    answer: data(v.array(sessionItem)),
  }),
  authenticate,
  async (c) => {
    const sessions = await listSessions(c.get('ctx'))
    return c.json({ data: sessions.map(presentSession) }, 200)
  },
)
