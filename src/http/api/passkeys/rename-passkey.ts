import { Hono } from 'hono/tiny'
import { renamePasskey } from '../../../domain/operations/passkeys/rename-passkey.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { passkeyItem, passkeyName, presentPasskey } from './schemas.ts'

export const renamePasskeyRoute = new Hono<AppEnv>().patch(
  '/users/passkeys/:passkeyId',
  authenticate,
  body(passkeyName),
  async (c) => {
    const passkey = await renamePasskey(c.get('ctx'), c.req.param('passkeyId'), c.req.valid('json').name)
    return c.json({ data: presentPasskey(passkey) }, 200)
  },
)

export const renamePasskeyOperation: Operation = {
  id: 'renamePasskey',
  tag: 'Passkeys',
  summary: 'Rename a passkey',
  description:
    'Changes what one passkey of the caller is called; its `_id` is in the list of passkeys. On `passkey_not_found` it ' +
    "was removed, or is not the caller's: list the passkeys again.",
  status: 200,
  response: { data: passkeyItem },
  problems: ['passkeys_not_configured', 'passkey_not_found'],
}
