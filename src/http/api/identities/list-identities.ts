import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { listIdentities } from '../../../domain/operations/identities/list-identities.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import { data, operation } from '../operation.ts'
import { identityItem, presentIdentity } from './schemas.ts'

export const listIdentitiesRoute = new Hono<AppEnv>().get(
  '/users/identities',
  operation({
    id: 'listIdentities',
    tag: 'Identities',
    summary: 'The accounts at Apple and Google that sign the caller in',
    status: 200,
    answer: data(v.array(identityItem)),
  }),
  onReplica,
  authenticate,
  async (c) => {
    const identities = await listIdentities(c.get('ctx'))
    return c.json({ data: identities.map(presentIdentity) }, 200)
  },
)
