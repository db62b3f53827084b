import { Hono } from 'hono/tiny'
import { listUsers } from '../../../domain/operations/users/list-users.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { query } from '../../middleware/query.ts'
import { adminUserItem, presentAdminUserItem, usersQuery } from './schemas.ts'

export const listUsersRoute = new Hono<AppEnv>().get(
  '/admin/users',
  authenticateOperator,
  query(usersQuery),
  async (c) => {
    const { items, nextCursor } = await listUsers(c.get('ctx'), c.req.valid('query'))
    return c.json({ data: items.map(presentAdminUserItem), ...(nextCursor && { nextCursor }) }, 200)
  },
)

export const listUsersOperation: Operation = {
  id: 'listUsers',
  tag: 'Admin',
  summary: 'List users',
  description:
    'Lists users, the newest first; with `search`, the one with this id, then those whose email address begins with it, then those whose ' +
    'name does, each by the alphabet. A page may have fewer than `limit`, or none, and a `nextCursor`: go on until there is none.',
  status: 200,
  response: { page: adminUserItem },
}
