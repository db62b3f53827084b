import { Hono } from 'hono/tiny'
import { addPasskey } from '../../../domain/operations/passkeys/add-passkey.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { newPasskey, passkeyItem, presentPasskey } from './schemas.ts'

export const addPasskeyRoute = new Hono<AppEnv>().post('/users/passkeys', authenticate, body(newPasskey), async (c) => {
  const passkey = await addPasskey(c.get('ctx'), c.req.valid('json'))
  return c.json({ data: presentPasskey(passkey) }, 201)
})

export const addPasskeyOperation: Operation = {
  id: 'addPasskey',
  tag: 'Passkeys',
  summary: 'Add a passkey',
  description:
    'Needs what the device has made of the options of a new passkey, in the same session, and a login of the last ten ' +
    'minutes. From then on it logs the caller in, a guest is a user, and without a `name` it is called what its ' +
    'authenticator or the device is. On `passkey_invalid`, get new options.',
  status: 201,
  response: { data: passkeyItem },
  problems: [
    'passkeys_not_configured',
    'passkey_invalid',
    'passkey_exists',
    'too_many_passkeys',
    'recent_login_required',
  ],
  hooks: ['beforeRegister'],
}
