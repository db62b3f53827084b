import { Hono } from 'hono/tiny'
import { deleteAccount } from '../../../domain/operations/account/delete-account.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { accountDeletion } from './schemas.ts'

export const deleteAccountRoute = new Hono<AppEnv>().delete(
  '/users/account',
  authenticate,
  body(accountDeletion),
  async (c) => {
    await deleteAccount(c.get('ctx'), c.req.valid('json'))
    return c.body(null, 204)
  },
)

export const deleteAccountOperation: Operation = {
  id: 'deleteAccount',
  tag: 'Account',
  summary: "Delete the caller's account",
  description:
    'Needs the password, or an ID token of a linked provider; a guest, or who only has passkeys and has just logged in ' +
    'with one, sends `{}`. The account and everything that belongs to it are deleted at once, and nothing brings them ' +
    'back. On `invalid_credentials`, the password is wrong.',
  status: 204,
  problems: [
    'body_missing',
    'invalid_credentials',
    'provider_not_configured',
    'id_token_invalid',
    'identity_not_found',
    'recent_login_required',
    'upgrade_required',
  ],
}
