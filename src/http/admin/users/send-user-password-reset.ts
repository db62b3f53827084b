import { Hono } from 'hono/tiny'
import { sendUserPasswordReset } from '../../../domain/operations/users/send-user-password-reset.ts'
import { codeSent, presentCodeSent } from '../../api/email/schemas.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'

export const sendUserPasswordResetRoute = new Hono<AppEnv>().post(
  '/admin/users/:userId/password-reset',
  authenticateOperator,
  async (c) => {
    await sendUserPasswordReset(c.get('ctx'), c.req.param('userId'))
    return c.json({ data: presentCodeSent() }, 202)
  },
)

export const sendUserPasswordResetOperation: Operation = {
  id: 'sendUserPasswordReset',
  tag: 'Admin',
  summary: 'Send a user a password reset',
  description:
    'Sends a user an email with the link and the code by which they choose a new password, as if they had asked ' +
    'for it. On `rate_limited`, wait for as long as `Retry-After` says: the last code is too recent.',
  status: 202,
  response: { data: codeSent },
  problems: ['user_not_found', 'email_missing', 'invalid_request', 'rate_limited', 'mail_not_configured'],
}
