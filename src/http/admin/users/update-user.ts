import { Hono } from 'hono/tiny'
import { updateUser } from '../../../domain/operations/users/update-user.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { body } from '../../middleware/body.ts'
import { userChanges } from './inputs.ts'
import { adminUser, presentAdminUser } from './schemas.ts'

export const updateUserRoute = new Hono<AppEnv>().patch(
  '/admin/users/:userId',
  authenticateOperator,
  body(userChanges),
  async (c) => {
    const user = await updateUser(c.get('ctx'), c.req.param('userId'), c.req.valid('json'))
    return c.json({ data: presentAdminUser(user) }, 200)
  },
)

export const updateUserOperation: Operation = {
  id: 'updateUser',
  tag: 'Admin',
  summary: 'Update a user',
  description:
    'Changes what the body has of a user, all or nothing. Another email address is not verified unless you say ' +
    'so, codes that were sent become invalid, and an email tells the former address if it was verified. The role ' +
    '`admin` needs a user who has shown that their email address is theirs, and an admin changes their address ' +
    'themselves.',
  status: 200,
  response: { data: adminUser },
  problems: ['user_not_found', 'email_taken', 'email_missing', 'upgrade_required', 'last_admin'],
}
