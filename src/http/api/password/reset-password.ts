import { Hono } from 'hono/tiny'
import { resetPassword } from '../../../domain/operations/password/reset-password.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { presentSignedIn, signedIn } from '../sign-in/schemas.ts'
import { passwordReset } from './schemas.ts'

export const resetPasswordRoute = new Hono<AppEnv>().post('/users/password/reset', body(passwordReset), async (c) => {
  const input = c.req.valid('json')
  const outcome = await resetPassword(c.get('ctx'), input)
  return c.json({ data: presentSignedIn(outcome) }, 200)
})

export const resetPasswordOperation: Operation = {
  id: 'resetPassword',
  tag: 'Password',
  summary: 'Reset a password',
  description:
    'Needs the code from the email, or the `token` of its link, and a new password. Every session of the account ends, and the response logs ' +
    'the user in with a new one. On `code_invalid`, request another code.',
  status: 200,
  response: { data: signedIn },
  problems: ['code_invalid', 'password_common', 'password_leaked', 'rate_limited'],
  hooks: ['beforeSignIn', 'tokenClaims'],
}
