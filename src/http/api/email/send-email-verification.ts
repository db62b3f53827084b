import { Hono } from 'hono/tiny'
import { sendEmailVerification } from '../../../domain/operations/email/send-email-verification.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'
import { codeSent, presentCodeSent } from './schemas.ts'

export const sendEmailVerificationRoute = new Hono<AppEnv>().post(
  '/users/email/verification',
  authenticate,
  async (c) => {
    await sendEmailVerification(c.get('ctx'))
    return c.json({ data: presentCodeSent() }, 202)
  },
)

export const sendEmailVerificationOperation: Operation = {
  id: 'sendEmailVerification',
  tag: 'Email',
  summary: 'Send a verification email',
  description:
    'Sends the caller an email with a code that verifies their email address. A new code replaces the last one: ' +
    'on `rate_limited` that is too recent, or too many were sent to everyone, so wait for as long as `Retry-After` says.',
  status: 202,
  response: { data: codeSent },
  problems: ['email_already_verified', 'upgrade_required', 'email_missing', 'mail_not_configured'],
}
