import { Hono } from 'hono/tiny'
import { sendLoginCode } from '../../../domain/operations/sign-in/send-login-code.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { omitBookmark } from '../../middleware/context.ts'
import { codeSent, presentCodeSent } from '../email/schemas.ts'
import type { Operation } from '../operation.ts'
import { loginCodeRequest } from './code-schemas.ts'

export const sendLoginCodeRoute = new Hono<AppEnv>().post(
  '/users/login/code',
  omitBookmark,
  body(loginCodeRequest),
  async (c) => {
    const { email, locale } = c.req.valid('json')
    await sendLoginCode(c.get('ctx'), email, { locale })
    return c.json({ data: presentCodeSent() }, 202)
  },
)

export const sendLoginCodeOperation: Operation = {
  id: 'sendLoginCode',
  tag: 'Sign-in',
  summary: 'Request a code to log in with',
  description:
    'Sends an email with a code that logs in whoever reads it, if an account has this email address or the service ' +
    'makes accounts this way; the response is the same if not, and if the last code is too recent to be replaced. On ' +
    '`rate_limited`, wait for as long as `Retry-After` says.',
  status: 202,
  response: { data: codeSent },
  problems: ['login_codes_not_configured', 'mail_not_configured', 'rate_limited'],
}
