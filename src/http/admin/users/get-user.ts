import { Hono } from 'hono/tiny'
import { getUser } from '../../../domain/operations/users/get-user.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { adminUser, presentAdminUser } from './schemas.ts'

export const getUserRoute = new Hono<AppEnv>().get('/admin/users/:userId', authenticateOperator, async (c) => {
  const user = await getUser(c.get('ctx'), c.req.param('userId'))
  return c.json({ data: presentAdminUser(user) }, 200)
})

export const getUserOperation: Operation = {
  id: 'getUser',
  tag: 'Admin',
  summary: 'Get a user',
  description: 'Returns all that operators may see of a user: never a hash, a token or a code.',
  status: 200,
  response: { data: adminUser },
  problems: ['user_not_found'],
}
