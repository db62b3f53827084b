import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { listSessions } from '../../../domain/operations/sessions/list-sessions.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import { data, operation } from '../operation.ts'
import { presentSession, sessionItem } from './schemas.ts'
import { toSessionItem } from './to-session-item.ts'

export const listSessionsRoute = new Hono<AppEnv>().get(
  '/users/sessions',
  operation({
    id: 'listSessions',
    tag: 'Sessions',
    summary: "The caller's live sessions, the one used last first",
    status: 200,
    answer: data(v.array(sessionItem)),
  }),
  onReplica,
  authenticate,
  async (c) => {
    const ctx = c.get('ctx')
    const sessions = await listSessions(ctx)
    return c.json({ data: sessions.map((session) => presentSession(toSessionItem(ctx.caller, session))) }, 200)
  },
)
