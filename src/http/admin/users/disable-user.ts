import { Hono } from 'hono/tiny'
import { disableUser } from '../../../domain/operations/users/disable-user.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { body } from '../../middleware/body.ts'
import { disabling } from './inputs.ts'
import { adminUser, presentAdminUser } from './schemas.ts'

export const disableUserRoute = new Hono<AppEnv>().post(
  '/admin/users/:userId/disable',
  authenticateOperator,
  body(disabling),
  async (c) => {
    const user = await disableUser(c.get('ctx'), c.req.param('userId'), c.req.valid('json'))
    return c.json({ data: presentAdminUser(user) }, 200)
  },
)

export const disableUserOperation: Operation = {
  id: 'disableUser',
  tag: 'Admin',
  summary: 'Disable a user',
  description:
    'Ends all sessions of a user, and lets them sign in no more. Their data stay. Of one who is disabled ' +
    'already, reason and end become those of this call.',
  status: 200,
  response: { data: adminUser },
  problems: ['user_not_found', 'last_admin'],
}
