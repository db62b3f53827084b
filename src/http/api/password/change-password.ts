import { Hono } from 'hono/tiny'
import { changePassword } from '../../../domain/operations/password/change-password.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate, TOKEN_HEADER } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { presentTokenPair, tokenPair } from '../sessions/schemas.ts'
import { passwordChange } from './schemas.ts'

export const changePasswordRoute = new Hono<AppEnv>().put(
  '/users/password',
  authenticate,
  body(passwordChange),
  async (c) => {
    const input = c.req.valid('json')
    const tokens = await changePassword(c.get('ctx'), input)
    c.header(TOKEN_HEADER, tokens.token) // for clients that only keep what comes in this header
    return c.json({ data: presentTokenPair(tokens) }, 200)
  },
)

export const changePasswordOperation: Operation = {
  id: 'changePassword',
  tag: 'Password',
  summary: "Change the caller's password",
  description:
    "Needs the current password and a new one. Every session of the account ends, the caller's too: keep the " +
    'tokens of the response, which are those of a new session. On `invalid_credentials`, the current password is ' +
    'wrong.',
  status: 200,
  response: { data: tokenPair },
  problems: ['invalid_credentials', 'upgrade_required', 'password_common', 'password_leaked'],
  hooks: ['tokenClaims'],
}
