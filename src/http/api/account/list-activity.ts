import { Hono } from 'hono/tiny'
import { listActivity } from '../../../domain/operations/account/list-activity.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import { query } from '../../middleware/query.ts'
import { list, operation } from '../operation.ts'
import { activityItem, activityQuery, presentActivity } from './schemas.ts'

export const listActivityRoute = new Hono<AppEnv>().get(
  '/users/activity',
  operation({
    id: 'listActivity',
    tag: 'Account',
    summary: "What happened to the caller's account, newest first",
    status: 200,
    answer: list(activityItem),
  }),
  onReplica,
  authenticate,
  query(activityQuery),
  async (c) => {
    const { cursor } = c.req.valid('query')
    const { items, nextCursor } = await listActivity(c.get('ctx'), cursor)
    return c.json({ data: items.map(presentActivity), ...(nextCursor && { nextCursor }) }, 200)
  },
)
