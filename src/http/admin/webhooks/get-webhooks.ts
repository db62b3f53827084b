import { Hono } from 'hono/tiny'
import { getWebhooks } from '../../../domain/operations/webhooks/get-webhooks.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { presentWebhooks, webhooks } from './schemas.ts'

export const getWebhooksRoute = new Hono<AppEnv>().get('/admin/webhooks', authenticateOperator, async (c) =>
  c.json({ data: presentWebhooks(await getWebhooks(c.get('ctx'))) }, 200),
)

export const getWebhooksOperation: Operation = {
  id: 'getWebhooks',
  tag: 'Admin',
  summary: 'Get the webhooks',
  description:
    'Returns who is told of changes, webhooks and the queue, and of which types; and of each, how many messages wait or were given up.',
  status: 200,
  response: { data: webhooks },
  problems: ['webhooks_not_configured'],
}
