import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { getWebhooksRoute } from './get-webhooks.ts'
import { listDeliveriesRoute } from './list-deliveries.ts'
import { restartWebhookRoute } from './restart-webhook.ts'
import { retryDeliveryRoute } from './retry-delivery.ts'

export const routes = new Hono<AppEnv>()
  .route('/', getWebhooksRoute)
  .route('/', listDeliveriesRoute)
  .route('/', retryDeliveryRoute)
  .route('/', restartWebhookRoute)
