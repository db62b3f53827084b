import { Hono } from 'hono/tiny'
import { listActivity } from '../../../domain/operations/account/list-activity.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import { query } from '../../middleware/query.ts'
import type { Operation } from '../operation.ts'
import { activityItem, activityQuery, presentActivity } from './schemas.ts'

export const listActivityRoute = new Hono<AppEnv>().get(
  '/users/activity',
  onReplica,
  authenticate,
  query(activityQuery),
  async (c) => {
    const { cursor } = c.req.valid('query')
    const { items, nextCursor } = await listActivity(c.get('ctx'), cursor)
    return c.json({ data: items.map(presentActivity), ...(nextCursor && { nextCursor }) }, 200)
  },
)

export const listActivityOperation: Operation = {
  id: 'listActivity',
  tag: 'Account',
  summary: 'List account activity',
  description:
    "Lists what was done with the caller's account, newest first. A page has 50 entries: ask for the next with " +
    "`nextCursor`, until there is none. On `invalid_request` the cursor is not the caller's: begin without one.",
  status: 200,
  response: { page: activityItem },
}
