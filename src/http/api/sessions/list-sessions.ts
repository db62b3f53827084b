import { Hono } from 'hono/tiny'
import { listSessions } from '../../../domain/operations/sessions/list-sessions.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import { presenter } from '../../present.ts'
import type { Operation } from '../operation.ts'
import { sessionItem, toSessionItem } from './session-item.ts'

const present = presenter(sessionItem)

export const listSessionsRoute = new Hono<AppEnv>().get('/users/sessions', onReplica, authenticate, async (c) => {
  const ctx = c.get('ctx')
  const sessions = await listSessions(ctx)
  return c.json({ data: sessions.map((session) => present(toSessionItem(ctx.caller, session))) }, 200)
})

export const listSessionsOperation: Operation = {
  id: 'listSessions',
  tag: 'Sessions',
  summary: 'List sessions',
  description:
    "Lists the caller's live sessions, the one used last first; `current` marks the one that makes this call. On " +
    "`session_ended`, the caller's own session is over: ask the user to log in again.",
  status: 200,
  response: { list: sessionItem },
}
