import { Hono } from 'hono/tiny'
import { getPasskeyLoginOptions } from '../../../domain/operations/passkeys/get-passkey-login-options.ts'
import type { AppEnv } from '../../app-env.ts'
import type { Operation } from '../operation.ts'
import { passkeyLoginOptions, presentPasskeyLoginOptions } from './schemas.ts'

export const getPasskeyLoginOptionsRoute = new Hono<AppEnv>().post('/users/login/passkey/options', async (c) => {
  const options = await getPasskeyLoginOptions(c.get('ctx'))
  return c.json({ data: presentPasskeyLoginOptions(options) }, 200)
})

export const getPasskeyLoginOptionsOperation: Operation = {
  id: 'getPasskeyLoginOptions',
  tag: 'Passkeys',
  summary: 'Get options for a login with a passkey',
  description:
    'Needs nothing, and starts a login: give `options` to `navigator.credentials.get`, Credential Manager or ' +
    '`ASAuthorizationController` within five minutes. It is the same for everybody.',
  status: 200,
  response: { data: passkeyLoginOptions },
  problems: ['passkeys_not_configured', 'rate_limited'],
}
