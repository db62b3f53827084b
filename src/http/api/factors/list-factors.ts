import { Hono } from 'hono/tiny'
import { listFactors } from '../../../domain/operations/factors/list-factors.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { factorList, presentFactorList } from './schemas.ts'

export const listFactorsRoute = new Hono<AppEnv>().get('/users/factors', onReplica, authenticate, async (c) => {
  const list = await listFactors(c.get('ctx'))
  return c.json({ data: presentFactorList(list) }, 200)
})

export const listFactorsOperation: Operation = {
  id: 'listFactors',
  tag: 'Factors',
  summary: 'List second factors',
  description:
    "Lists the caller's authenticator apps, and how many recovery codes are left. One that is not confirmed is not asked " +
    'for yet.',
  status: 200,
  response: { data: factorList },
  problems: ['factors_not_configured'],
}
