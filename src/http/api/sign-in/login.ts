import { Hono } from 'hono/tiny'
import { login } from '../../../domain/operations/sign-in/login.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { data, operation } from '../operation.ts'
import { credentials, presentSignedIn, signedIn } from './schemas.ts'

export const loginRoute = new Hono<AppEnv>().post(
  '/users/login',
  operation({
    id: 'login',
    tag: 'Users',
    summary: 'Sign a user in',
    status: 200,
    answer: data(signedIn),
    problems: ['invalid_credentials', 'account_disabled', 'rate_limited'],
  }),
  body(credentials),
  async (c) => {
    const input = c.req.valid('json')
    const outcome = await login(c.get('ctx'), input)
    return c.json({ data: presentSignedIn(outcome) }, 200)
  },
)
