import { Hono } from 'hono/tiny'
import { deleteUser } from '../../../domain/operations/users/delete-user.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'

export const deleteUserRoute = new Hono<AppEnv>().delete('/admin/users/:userId', authenticateOperator, async (c) => {
  await deleteUser(c.get('ctx'), c.req.param('userId'))
  return c.body(null, 204)
})

export const deleteUserOperation: Operation = {
  id: 'deleteUser',
  tag: 'Admin',
  summary: 'Delete a user',
  description:
    'Deletes a user and everything of theirs. An email tells the owner of a verified address. What they granted ' +
    'at Apple is not revoked.',
  status: 204,
  problems: ['user_not_found', 'last_admin'],
}
