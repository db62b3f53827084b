import { Hono } from 'hono/tiny'
import { listUserActivity } from '../../../domain/operations/users/list-user-activity.ts'
import { activityItem, activityQuery, presentActivity } from '../../api/account/schemas.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { query } from '../../middleware/query.ts'

export const listUserActivityRoute = new Hono<AppEnv>().get(
  '/admin/users/:userId/activity',
  authenticateOperator,
  query(activityQuery),
  async (c) => {
    const { cursor } = c.req.valid('query')
    const { items, nextCursor } = await listUserActivity(c.get('ctx'), c.req.param('userId'), cursor)
    return c.json({ data: items.map(presentActivity), ...(nextCursor && { nextCursor }) }, 200)
  },
)

export const listUserActivityOperation: Operation = {
  id: 'listUserActivity',
  tag: 'Admin',
  summary: "List a user's activity",
  description: "Lists what was done with a user's account, newest first, 50 entries a page.",
  status: 200,
  response: { page: activityItem },
  problems: ['user_not_found'],
}
