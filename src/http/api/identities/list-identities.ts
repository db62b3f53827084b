import { Hono } from 'hono/tiny'
import { listIdentities } from '../../../domain/operations/identities/list-identities.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { identityItem, presentIdentity } from './schemas.ts'

export const listIdentitiesRoute = new Hono<AppEnv>().get('/users/identities', onReplica, authenticate, async (c) => {
  const identities = await listIdentities(c.get('ctx'))
  return c.json({ data: identities.map(presentIdentity) }, 200)
})

export const listIdentitiesOperation: Operation = {
  id: 'listIdentities',
  tag: 'Identities',
  summary: 'List identities',
  description:
    'Lists the accounts at providers that log the caller in. On `session_ended`, ask the user to log in ' + 'again.',
  status: 200,
  response: { list: identityItem },
}
