import { Hono } from 'hono/tiny'
import { unlinkIdentity } from '../../../domain/operations/identities/unlink-identity.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { provider } from '../../middleware/provider.ts'
import type { Operation } from '../operation.ts'

export const unlinkIdentityRoute = new Hono<AppEnv>().delete(
  '/users/identities/:provider',
  provider,
  authenticate,
  async (c) => {
    await unlinkIdentity(c.get('ctx'), c.get('provider'))
    return c.body(null, 204)
  },
)

export const unlinkIdentityOperation: Operation = {
  id: 'unlinkIdentity',
  tag: 'Identities',
  summary: 'Unlink an identity',
  description:
    'Removes an account at a provider, which then no longer logs the caller in. It needs a login of the last ' +
    'ten minutes: on `recent_login_required`, ask the user to log in, then repeat the call. On `last_way_in` they ' +
    'need a password first.',
  status: 204,
  problems: ['identity_not_found', 'last_way_in', 'recent_login_required'],
}
