import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../context.ts'
import { changePassword } from '../../domain/password/change-password.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { onPrimary } from '../../middleware/context.ts'
import { passwordChange } from '../../schemas/account.ts'
import { operation } from '../operation.ts'

export const changePasswordRoute = new Hono<AppEnv>().put(
  '/users/password',
  operation({
    id: 'changePassword',
    tag: 'Account',
    summary: "Change the caller's password; every other session ends",
    status: 204,
    problems: ['invalid_credentials', 'password_leaked'],
  }),
  onPrimary,
  authenticate,
  body(passwordChange),
  async (c) => {
    const input = c.req.valid('json')
    await changePassword(c.get('ctx'), input)
    return c.body(null, 204)
  },
)
