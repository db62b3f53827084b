import { Hono } from 'hono/tiny'
import { loginWithProvider } from '../../../domain/operations/sign-in/login-with-provider.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { provider } from '../../middleware/provider.ts'
import type { Operation } from '../operation.ts'
import { providerLogin } from './provider-schemas.ts'
import { presentSignedIn, signedIn } from './schemas.ts'

export const loginWithProviderRoute = new Hono<AppEnv>().post(
  '/users/login/:provider',
  provider,
  body(providerLogin),
  async (c) => {
    const outcome = await loginWithProvider(c.get('ctx'), c.get('provider'), c.req.valid('json'))
    return c.json({ data: presentSignedIn(outcome) }, 200)
  },
)

export const loginWithProviderOperation: Operation = {
  id: 'loginWithProvider',
  tag: 'Sign-in',
  summary: 'Log in with Apple, Google or another provider',
  description:
    "Needs an ID token from the provider's SDK and starts a session; the first login creates an account, unless " +
    'one has the same verified email address: that one is linked, and unless the address was verified in a session, ' +
    'its password and sessions end. On `account_exists`, ask the user to log in as before, then link the provider.',
  status: 200,
  response: { data: signedIn },
  problems: [
    'provider_not_configured',
    'id_token_invalid',
    'account_exists',
    'email_unverified',
    'account_disabled',
    'rate_limited',
  ],
  hooks: ['beforeRegister', 'beforeSignIn', 'tokenClaims'],
}
