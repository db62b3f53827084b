import { Hono } from 'hono/tiny'
import { endUserSession } from '../../../domain/operations/users/end-user-session.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'

export const endUserSessionRoute = new Hono<AppEnv>().delete(
  '/admin/users/:userId/sessions/:sessionId',
  authenticateOperator,
  async (c) => {
    await endUserSession(c.get('ctx'), c.req.param('userId'), c.req.param('sessionId'))
    return c.body(null, 204)
  },
)

export const endUserSessionOperation: Operation = {
  id: 'endUserSession',
  tag: 'Admin',
  summary: 'End a session of a user',
  description: 'Refuses the tokens of one session of a user from the next call on.',
  status: 204,
  problems: ['user_not_found', 'session_not_found'],
}
