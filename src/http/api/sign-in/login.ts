import { Hono } from 'hono/tiny'
import { login } from '../../../domain/operations/sign-in/login.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { credentials, presentSignedIn, signedIn } from './schemas.ts'

export const loginRoute = new Hono<AppEnv>().post('/users/login', body(credentials), async (c) => {
  const input = c.req.valid('json')
  const outcome = await login(c.get('ctx'), input)
  return c.json({ data: presentSignedIn(outcome) }, 200)
})

export const loginOperation: Operation = {
  id: 'login',
  tag: 'Sign-in',
  summary: 'Log in',
  description:
    'Needs the email address and the password of an account, and starts a session: the response has the profile ' +
    "and the session's tokens. A wrong password is `invalid_credentials`, and so is an unknown email address. " +
    'After several of them logins are refused for a while, those with the `deviceToken` of a known device apart: on ' +
    '`rate_limited`, wait for as long as `Retry-After` says.',
  status: 200,
  response: { data: signedIn },
  problems: ['invalid_credentials', 'account_disabled', 'rate_limited'],
  hooks: ['beforeSignIn', 'tokenClaims'],
}
