import { Hono } from 'hono/tiny'
import { deleteAccount } from '../../../domain/operations/account/delete-account.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { operation } from '../operation.ts'
import { accountDeletion } from './schemas.ts'

export const deleteAccountRoute = new Hono<AppEnv>().delete(
  '/users/account',
  operation({
    id: 'deleteAccount',
    tag: 'Account',
    summary: 'Erase the caller and everything of theirs',
    status: 204,
    problems: ['invalid_credentials', 'provider_not_configured', 'id_token_invalid', 'identity_not_found'],
  }),
  authenticate,
  body(accountDeletion),
  async (c) => {
    await deleteAccount(c.get('ctx'), c.req.valid('json'))
    return c.body(null, 204)
  },
)
