import { Hono } from 'hono/tiny'
import { verifySecondFactor } from '../../../domain/operations/factors/verify-second-factor.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { presentSignedIn, signedIn } from '../sign-in/schemas.ts'
import { secondFactor } from './schemas.ts'

export const verifySecondFactorRoute = new Hono<AppEnv>().post(
  '/users/login/second-factor',
  body(secondFactor),
  async (c) => {
    const outcome = await verifySecondFactor(c.get('ctx'), c.req.valid('json'))
    return c.json({ data: presentSignedIn(outcome) }, 200)
  },
)

export const verifySecondFactorOperation: Operation = {
  id: 'verifySecondFactor',
  tag: 'Factors',
  summary: 'Log in with a second factor',
  description:
    'Needs the `challenge` of a `second_factor_required`, or of a session that steps up, and the code of an authenticator ' +
    'app, a recovery code, or what a passkey has signed of the options beside the challenge. The response is that of a login. On `challenge_invalid`, begin the login again.',
  status: 200,
  response: { data: signedIn },
  problems: [
    'factors_not_configured',
    'passkeys_not_configured',
    'challenge_invalid',
    'code_invalid',
    'passkey_invalid',
    'account_disabled',
    'rate_limited',
  ],
  hooks: ['beforeSignIn', 'tokenClaims'],
}
