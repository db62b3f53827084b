import { Hono } from 'hono/tiny'
import { forgotPassword } from '../../../domain/operations/password/forgot-password.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { omitBookmark } from '../../middleware/context.ts'
import { codeSent, presentCodeSent } from '../email/schemas.ts'
import type { Operation } from '../operation.ts'
import { resetRequest } from './schemas.ts'

export const forgotPasswordRoute = new Hono<AppEnv>().post(
  '/users/password/forgot',
  omitBookmark,
  body(resetRequest),
  async (c) => {
    const { email } = c.req.valid('json')
    await forgotPassword(c.get('ctx'), email)
    return c.json({ data: presentCodeSent() }, 202)
  },
)

export const forgotPasswordOperation: Operation = {
  id: 'forgotPassword',
  tag: 'Password',
  summary: 'Request a password reset',
  description:
    'Sends an email with a code, if an account has this email address; the response is the same if none has, and ' +
    'if the last code is too recent to be replaced. On `rate_limited`, wait for as long as `Retry-After` says.',
  status: 202,
  response: { data: codeSent },
  problems: ['mail_not_configured', 'rate_limited'],
}
