import { Hono } from 'hono/tiny'
import { getPasskeyOptions } from '../../../domain/operations/passkeys/get-passkey-options.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'
import { passkeyOptions, presentPasskeyOptions } from './schemas.ts'

export const getPasskeyOptionsRoute = new Hono<AppEnv>().post('/users/passkeys/options', authenticate, async (c) => {
  const options = await getPasskeyOptions(c.get('ctx'))
  return c.json({ data: presentPasskeyOptions(options) }, 200)
})

export const getPasskeyOptionsOperation: Operation = {
  id: 'getPasskeyOptions',
  tag: 'Passkeys',
  summary: 'Get options for a new passkey',
  description:
    'Needs a login of the last ten minutes: give `options` to `navigator.credentials.create`, Credential Manager or ' +
    '`ASAuthorizationController` within five minutes. On `recent_login_required`, ask the user to log in, then repeat ' +
    'the call.',
  status: 200,
  response: { data: passkeyOptions },
  problems: ['passkeys_not_configured', 'recent_login_required', 'too_many_passkeys', 'rate_limited'],
}
