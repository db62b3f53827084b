import { Hono } from 'hono/tiny'
import { retryDelivery } from '../../../domain/operations/webhooks/retry-delivery.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { delivery, presentDelivery } from './schemas.ts'

export const retryDeliveryRoute = new Hono<AppEnv>().post(
  '/admin/webhooks/deliveries/:deliveryId/retry',
  authenticateOperator,
  async (c) => {
    const retried = await retryDelivery(c.get('ctx'), c.req.param('deliveryId'))
    return c.json({ data: presentDelivery(retried) }, 202)
  },
)

export const retryDeliveryOperation: Operation = {
  id: 'retryDelivery',
  tag: 'Admin',
  summary: 'Send a message again',
  description:
    'Sends a message again, after the response and under the same id: one that waits, with what goes before it, or one that was given up, once.',
  status: 202,
  response: { data: delivery },
  problems: ['webhooks_not_configured', 'delivery_not_found'],
}
