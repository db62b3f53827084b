import { Hono } from 'hono/tiny'
import { listPasskeys } from '../../../domain/operations/passkeys/list-passkeys.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { passkeyItem, presentPasskey } from './schemas.ts'

export const listPasskeysRoute = new Hono<AppEnv>().get('/users/passkeys', onReplica, authenticate, async (c) => {
  const passkeys = await listPasskeys(c.get('ctx'))
  return c.json({ data: passkeys.map(presentPasskey) }, 200)
})

export const listPasskeysOperation: Operation = {
  id: 'listPasskeys',
  tag: 'Passkeys',
  summary: 'List passkeys',
  description: 'Lists the passkeys that log the caller in. On `session_ended`, ask the user to log in again.',
  status: 200,
  response: { list: passkeyItem },
  problems: ['passkeys_not_configured'],
}
