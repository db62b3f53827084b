import { Hono } from 'hono/tiny'
import { unlinkIdentity } from '../../../domain/operations/identities/unlink-identity.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { provider } from '../../middleware/provider.ts'
import { operation } from '../operation.ts'

export const unlinkIdentityRoute = new Hono<AppEnv>().delete(
  '/users/identities/:provider',
  operation({
    id: 'unlinkIdentity',
    tag: 'Identities',
    summary: 'Unlink an account at Apple or Google from the caller',
    status: 204,
    problems: ['identity_not_found', 'last_way_in', 'recent_login_required'],
  }),
  provider,
  authenticate,
  async (c) => {
    await unlinkIdentity(c.get('ctx'), c.get('provider'))
    return c.body(null, 204)
  },
)
