import { Hono } from 'hono/tiny'
import { resetPassword } from '../../../domain/operations/password/reset-password.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { data, operation } from '../operation.ts'
import { presentSignedIn, signedIn } from '../sign-in/schemas.ts'
import { passwordReset } from './schemas.ts'

export const resetPasswordRoute = new Hono<AppEnv>().post(
  '/users/password/reset',
  operation({
    id: 'resetPassword',
    tag: 'Account',
    summary: 'Set a new password with a mailed code; every session ends and a fresh one starts',
    status: 200,
    answer: data(signedIn),
    problems: ['code_invalid', 'password_leaked', 'rate_limited'],
  }),
  body(passwordReset),
  async (c) => {
    const input = c.req.valid('json')
    const outcome = await resetPassword(c.get('ctx'), input)
    return c.json({ data: presentSignedIn(outcome) }, 200)
  },
)
