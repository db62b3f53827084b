import { Hono } from 'hono/tiny'
import { removePasskey } from '../../../domain/operations/passkeys/remove-passkey.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'

export const removePasskeyRoute = new Hono<AppEnv>().delete('/users/passkeys/:passkeyId', authenticate, async (c) => {
  await removePasskey(c.get('ctx'), c.req.param('passkeyId'))
  return c.body(null, 204)
})

export const removePasskeyOperation: Operation = {
  id: 'removePasskey',
  tag: 'Passkeys',
  summary: 'Remove a passkey',
  description:
    'Removes a passkey, which then no longer logs the caller in. It needs a login of the last ten minutes: on ' +
    '`recent_login_required`, ask the user to log in, then repeat the call. On `last_way_in` they need a password, ' +
    'another passkey or a provider first.',
  status: 204,
  problems: ['passkeys_not_configured', 'passkey_not_found', 'last_way_in', 'recent_login_required'],
}
