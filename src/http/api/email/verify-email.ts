import { Hono } from 'hono/tiny'
import { verifyEmail } from '../../../domain/operations/email/verify-email.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { ownProfile, presentOwnProfile } from '../profile/schemas.ts'
import { emailConfirmation } from './schemas.ts'

export const verifyEmailRoute = new Hono<AppEnv>().post(
  '/users/email/verify',
  authenticate,
  body(emailConfirmation),
  async (c) => {
    const given = c.req.valid('json')
    const profile = await verifyEmail(c.get('ctx'), given)
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

export const verifyEmailOperation: Operation = {
  id: 'verifyEmail',
  tag: 'Email',
  summary: 'Verify an email address',
  description:
    "Needs the code from the email, or the `token` of its link. It verifies the caller's email address, or moves the account to the new one " +
    'if a change was requested. On `code_invalid`, have another code sent.',
  status: 200,
  response: { data: ownProfile },
  problems: ['code_invalid', 'upgrade_required', 'email_taken'],
}
