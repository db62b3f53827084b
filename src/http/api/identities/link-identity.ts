import { Hono } from 'hono/tiny'
import { linkIdentity } from '../../../domain/operations/identities/link-identity.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { provider } from '../../middleware/provider.ts'
import type { Operation } from '../operation.ts'
import { identityItem, identityProof, presentIdentity } from './schemas.ts'

export const linkIdentityRoute = new Hono<AppEnv>().post(
  '/users/identities/:provider',
  provider,
  authenticate,
  body(identityProof),
  async (c) => {
    const identities = await linkIdentity(c.get('ctx'), c.get('provider'), c.req.valid('json'))
    return c.json({ data: identities.map(presentIdentity) }, 200)
  },
)

export const linkIdentityOperation: Operation = {
  id: 'linkIdentity',
  tag: 'Identities',
  summary: 'Link an identity',
  description:
    "Needs an ID token from the provider's SDK and a login of the last ten minutes. From then on that account at " +
    'the provider logs the caller in; the response lists all that do. A guest needs no login, and becomes a user, unless ' +
    'it is `identity_taken` or `email_taken`; on `recent_login_required`, ask the user to log in, then repeat the call.',
  status: 200,
  response: { list: identityItem },
  problems: ['provider_not_configured', 'id_token_invalid', 'identity_taken', 'email_taken', 'recent_login_required'],
  hooks: ['beforeRegister'],
}
