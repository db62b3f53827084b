import { Hono } from 'hono/tiny'
import { register } from '../../../domain/operations/sign-in/register.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { data, operation } from '../operation.ts'
import { presentSignedIn, registration, signedIn } from './schemas.ts'

export const registerRoute = new Hono<AppEnv>().post(
  '/users/register',
  operation({
    id: 'register',
    tag: 'Users',
    summary: 'Make a user and sign them in',
    status: 201,
    answer: data(signedIn),
    problems: ['email_taken', 'password_leaked', 'rate_limited'],
  }),
  body(registration),
  async (c) => {
    const input = c.req.valid('json')
    const outcome = await register(c.get('ctx'), input)
    return c.json({ data: presentSignedIn(outcome) }, 201)
  },
)
