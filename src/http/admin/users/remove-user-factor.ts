import { Hono } from 'hono/tiny'
import { removeUserFactor } from '../../../domain/operations/users/remove-user-factor.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'

export const removeUserFactorRoute = new Hono<AppEnv>().delete(
  '/admin/users/:userId/factors/:factorId',
  authenticateOperator,
  async (c) => {
    await removeUserFactor(c.get('ctx'), c.req.param('userId'), c.req.param('factorId'))
    return c.body(null, 204)
  },
)

export const removeUserFactorOperation: Operation = {
  id: 'removeUserFactor',
  tag: 'Admin',
  summary: 'Remove a second factor of a user',
  description:
    'Removes an authenticator app, and with the last one the recovery codes: make sure by other means who asks. ' +
    'All sessions of the user end, and an email tells the owner of a verified address.',
  status: 204,
  problems: ['user_not_found', 'factor_not_found'],
}
