import { Hono } from 'hono/tiny'
import { loginWithCode } from '../../../domain/operations/sign-in/login-with-code.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { codeLogin } from './code-schemas.ts'
import { presentSignedIn, signedIn } from './schemas.ts'

export const loginWithCodeRoute = new Hono<AppEnv>().post('/users/login/code/verify', body(codeLogin), async (c) => {
  const outcome = await loginWithCode(c.get('ctx'), c.req.valid('json'))
  return c.json({ data: presentSignedIn(outcome) }, 200)
})

export const loginWithCodeOperation: Operation = {
  id: 'loginWithCode',
  tag: 'Sign-in',
  summary: 'Log in with a code from an email',
  description:
    'Needs the code from the email, or the `token` of its link, and starts a session; it verifies the email address. ' +
    'Unless the address was verified in a session or by a provider before, the password, the sessions and the linked ' +
    'accounts that the account had end. On `code_invalid`, request another code.',
  status: 200,
  response: { data: signedIn },
  problems: ['login_codes_not_configured', 'code_invalid', 'rate_limited'],
  hooks: ['beforeRegister', 'beforeSignIn', 'tokenClaims'],
}
