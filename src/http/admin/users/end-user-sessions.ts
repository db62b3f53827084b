import { Hono } from 'hono/tiny'
import { endUserSessions } from '../../../domain/operations/users/end-user-sessions.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'

export const endUserSessionsRoute = new Hono<AppEnv>().delete(
  '/admin/users/:userId/sessions',
  authenticateOperator,
  async (c) => {
    await endUserSessions(c.get('ctx'), c.req.param('userId'))
    return c.body(null, 204)
  },
)

export const endUserSessionsOperation: Operation = {
  id: 'endUserSessions',
  tag: 'Admin',
  summary: 'End all sessions of a user',
  description:
    'Refuses all tokens of a user from the next call on, also those of an old backend. They can sign in again.',
  status: 204,
  problems: ['user_not_found'],
}
