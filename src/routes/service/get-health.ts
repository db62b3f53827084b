import { Hono } from 'hono/tiny'

import type { AppEnv } from '../../context.ts'
import { checkHealth } from '../../domain/service/check-health.ts'
import { health } from '../../schemas/service.ts'
import { VERSION } from '../../version.ts'
import { data, operation } from '../operation.ts'

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
  async (c) => {
    await checkHealth(c.get('ctx'))
    return c.json({ data: { status: 'ok' as const, version: VERSION } }, 200)
  },
)
