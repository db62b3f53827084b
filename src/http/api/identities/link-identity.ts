import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { linkIdentity } from '../../../domain/operations/identities/link-identity.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { provider } from '../../middleware/provider.ts'
import { data, operation } from '../operation.ts'
import { identityItem, identityProof, presentIdentity } from './schemas.ts'

export const linkIdentityRoute = new Hono<AppEnv>().post(
  '/users/identities/:provider',
  operation({
    id: 'linkIdentity',
    tag: 'Identities',
    summary: 'Let an account at Apple or Google sign the caller in',
    status: 200,
    answer: data(v.array(identityItem)),
    problems: ['provider_not_configured', 'id_token_invalid', 'identity_taken', 'recent_login_required'],
  }),
  provider,
  authenticate,
  body(identityProof),
  async (c) => {
    const identities = await linkIdentity(c.get('ctx'), c.get('provider'), c.req.valid('json'))
    return c.json({ data: identities.map(presentIdentity) }, 200)
  },
)
