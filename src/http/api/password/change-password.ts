import { Hono } from 'hono/tiny'
import { changePassword } from '../../../domain/operations/password/change-password.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate, TOKEN_HEADER } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { data, operation } from '../operation.ts'
import { presentTokenPair, tokenPair } from '../sessions/schemas.ts'
import { passwordChange } from './schemas.ts'

export const changePasswordRoute = new Hono<AppEnv>().put(
  '/users/password',
  operation({
    id: 'changePassword',
    tag: 'Account',
    summary: "Change the caller's password; every session ends and a fresh one starts",
    status: 200,
    answer: data(tokenPair),
    problems: ['invalid_credentials', 'password_leaked'],
  }),
  authenticate,
  body(passwordChange),
  async (c) => {
    const input = c.req.valid('json')
    const tokens = await changePassword(c.get('ctx'), input)
    c.header(TOKEN_HEADER, tokens.token) // for clients that only keep what comes in this header
    return c.json({ data: presentTokenPair(tokens) }, 200)
  },
)
