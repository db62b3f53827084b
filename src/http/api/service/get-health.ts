import { Hono } from 'hono/tiny'
import { checkHealth } from '../../../domain/operations/service/check-health.ts'
import { VERSION } from '../../../lib/version.ts'
import type { AppEnv } from '../../app-env.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { health } from './schemas.ts'

export const getHealthRoute = new Hono<AppEnv>().get('/health', onReplica, async (c) => {
  await checkHealth(c.get('ctx'))
  return c.json({ data: { status: 'ok' as const, version: VERSION } }, 200)
})

export const getHealthOperation: Operation = {
  id: 'getHealth',
  tag: 'Service',
  summary: 'Check the health of the service',
  description:
    'Asks the database, and returns the version of the service. On `unavailable`, try again after a few seconds.',
  status: 200,
  response: { data: health },
  problems: ['rate_limited'],
}
