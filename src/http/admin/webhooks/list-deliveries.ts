import { Hono } from 'hono/tiny'
import { listDeliveries } from '../../../domain/operations/webhooks/list-deliveries.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { query } from '../../middleware/query.ts'
import { deliveriesQuery, delivery, presentDelivery } from './schemas.ts'

export const listDeliveriesRoute = new Hono<AppEnv>().get(
  '/admin/webhooks/deliveries',
  authenticateOperator,
  query(deliveriesQuery),
  async (c) => {
    const { items, nextCursor } = await listDeliveries(c.get('ctx'), c.req.valid('query'))
    return c.json({ data: items.map(presentDelivery), ...(nextCursor && { nextCursor }) }, 200)
  },
)

export const listDeliveriesOperation: Operation = {
  id: 'listDeliveries',
  tag: 'Admin',
  summary: 'List deliveries',
  description:
    'Lists messages that an endpoint has not taken: with `state=pending` in the order in which they are due, else the latest first. ' +
    'With `endpoint` or `userId` a page may have fewer than `limit`, or none, and a `nextCursor`: go on until there is none.',
  status: 200,
  response: { page: delivery },
  problems: ['webhooks_not_configured'],
}
