import { Hono } from 'hono/tiny'
import { removeUserPasskey } from '../../../domain/operations/users/remove-user-passkey.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'

export const removeUserPasskeyRoute = new Hono<AppEnv>().delete(
  '/admin/users/:userId/passkeys/:passkeyId',
  authenticateOperator,
  async (c) => {
    await removeUserPasskey(c.get('ctx'), c.req.param('userId'), c.req.param('passkeyId'))
    return c.body(null, 204)
  },
)

export const removeUserPasskeyOperation: Operation = {
  id: 'removeUserPasskey',
  tag: 'Admin',
  summary: 'Remove a passkey of a user',
  description:
    'Removes a passkey, also if it is all that signs the user in: see before that there is another way. All ' +
    'sessions of the user end, and an email tells the owner of a verified address.',
  status: 204,
  problems: ['user_not_found', 'passkey_not_found'],
}
