import { Hono } from 'hono/tiny'
import { loginWithProvider } from '../../../domain/operations/sign-in/login-with-provider.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { provider } from '../../middleware/provider.ts'
import { data, operation } from '../operation.ts'
import { presentSignedIn, providerLogin, signedIn } from './schemas.ts'

export const loginWithProviderRoute = new Hono<AppEnv>().post(
  '/users/login/:provider',
  operation({
    id: 'loginWithProvider',
    tag: 'Identities',
    summary: 'Sign in with Apple or Google',
    status: 200,
    answer: data(signedIn),
    problems: [
      'provider_not_configured',
      'id_token_invalid',
      'account_exists',
      'email_unverified',
      'account_disabled',
      'rate_limited',
    ],
  }),
  provider,
  body(providerLogin),
  async (c) => {
    const outcome = await loginWithProvider(c.get('ctx'), c.get('provider'), c.req.valid('json'))
    return c.json({ data: presentSignedIn(outcome) }, 200)
  },
)
