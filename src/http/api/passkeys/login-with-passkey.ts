import { Hono } from 'hono/tiny'
import { loginWithPasskey } from '../../../domain/operations/passkeys/login-with-passkey.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { presentSignedIn, signedIn } from '../sign-in/schemas.ts'
import { passkeyLogin } from './schemas.ts'

export const loginWithPasskeyRoute = new Hono<AppEnv>().post('/users/login/passkey', body(passkeyLogin), async (c) => {
  const outcome = await loginWithPasskey(c.get('ctx'), c.req.valid('json'))
  return c.json({ data: presentSignedIn(outcome) }, 200)
})

export const loginWithPasskeyOperation: Operation = {
  id: 'loginWithPasskey',
  tag: 'Passkeys',
  summary: 'Log in with a passkey',
  description:
    'Needs what a passkey has signed of the options of a login, and starts a session that counts as two factors. ' +
    'Each challenge works once. On `passkey_invalid`, get new options; if it stays so, offer another way to log in.',
  status: 200,
  response: { data: signedIn },
  problems: ['passkeys_not_configured', 'passkey_invalid', 'account_disabled', 'rate_limited'],
  hooks: ['beforeSignIn', 'tokenClaims'],
}
