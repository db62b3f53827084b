import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../context.ts'
import { readProvider } from '../../domain/identities/read-provider.ts'
import { unlinkIdentity } from '../../domain/identities/unlink-identity.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onPrimary } from '../../middleware/context.ts'
import { operation } from '../operation.ts'

export const unlinkIdentityRoute = new Hono<AppEnv>().delete(
  '/users/identities/:provider',
  operation({
    id: 'unlinkIdentity',
    tag: 'Identities',
    summary: 'Unlink an account at Apple or Google from the caller',
    status: 204,
    problems: ['identity_not_found', 'last_way_in', 'not_found', 'recent_login_required'],
  }),
  onPrimary,
  authenticate,
  async (c) => {
    const provider = readProvider(c.req.param('provider'))
    await unlinkIdentity(c.get('ctx'), provider)
    return c.body(null, 204)
  },
)
