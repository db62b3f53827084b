import { Hono } from 'hono/tiny'
import { enableUser } from '../../../domain/operations/users/enable-user.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { adminUser, presentAdminUser } from './schemas.ts'

export const enableUserRoute = new Hono<AppEnv>().post(
  '/admin/users/:userId/enable',
  authenticateOperator,
  async (c) => {
    const user = await enableUser(c.get('ctx'), c.req.param('userId'))
    return c.json({ data: presentAdminUser(user) }, 200)
  },
)

export const enableUserOperation: Operation = {
  id: 'enableUser',
  tag: 'Admin',
  summary: 'Enable a user',
  description: 'Lets a disabled user sign in again. Of one who is not disabled, nothing changes.',
  status: 200,
  response: { data: adminUser },
  problems: ['user_not_found'],
}
