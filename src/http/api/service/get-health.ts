import { Hono } from 'hono/tiny'
import { checkHealth } from '../../../domain/operations/service/check-health.ts'
import { VERSION } from '../../../lib/version.ts'
import type { AppEnv } from '../../app-env.ts'
import { onReplica } from '../../middleware/context.ts'
import { data, operation } from '../operation.ts'
import { health } from './schemas.ts'

export const getHealthRoute = new Hono<AppEnv>().get(
  '/health',
  operation({
    id: 'getHealth',
    tag: 'Service',
    summary: 'Whether the service and its database answer, and which version it is',
    status: 200,
    answer: data(health),
    problems: ['rate_limited'],
  }),
  onReplica,
  async (c) => {
    await checkHealth(c.get('ctx'))
    return c.json({ data: { status: 'ok' as const, version: VERSION } }, 200)
  },
)
