import { Hono } from 'hono/tiny'
import { restartWebhook } from '../../../domain/operations/webhooks/restart-webhook.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { body } from '../../middleware/body.ts'
import { webhookRestart } from './schemas.ts'

export const restartWebhookRoute = new Hono<AppEnv>().post(
  '/admin/webhooks/restart',
  authenticateOperator,
  body(webhookRestart),
  async (c) => {
    await restartWebhook(c.get('ctx'), c.req.valid('json').endpoint)
    return c.body(null, 204)
  },
)

export const restartWebhookOperation: Operation = {
  id: 'restartWebhook',
  tag: 'Admin',
  summary: 'Restart a webhook',
  description:
    'Has a webhook called again that has said 410 Gone. What happened meanwhile it is not told. For one that is not stopped, nothing changes.',
  status: 204,
  problems: ['webhooks_not_configured'],
}
