import { env } from 'cloudflare:workers'
import type { Caller, RouteRecord } from './record.ts'
import { reads } from './users.ts'

/** Changes are told, to a queue that takes everything. */
const settings = { EVENTS: { sendBatch: async () => undefined } }

/** A message about the caller that was given up, to a webhook that the settings do not name any more. */
async function deadMessage({ user }: Caller) {
  await env.DB.prepare(
    `INSERT INTO outbox (seq, id, endpoint, user_id, type, data, created_at, attempts, next_attempt_at, last_failure, dead_at)
     VALUES (7, 'msg_dead', 'https://former.example.com/', ?, 'user.updated', '{"version":1}', ?, 14, 1, 'status 503', 1)`,
  )
    .bind(user._id, Date.now())
    .run()
  return { params: { deliveryId: '7.msg_dead' } }
}

const always = { ...reads, settings } as const

export const webhooks = {
  getWebhooks: { ...always, route: 'GET /admin/webhooks' },
  listDeliveries: {
    ...always,
    route: 'GET /admin/webhooks/deliveries',
    input: async (caller) => {
      await deadMessage(caller)
      return {}
    },
  },
  retryDelivery: {
    ...always,
    route: 'POST /admin/webhooks/deliveries/:deliveryId/retry',
    input: deadMessage,
    success: 202,
    roundTrips: 2,
    deferred: [2], // looks for what is due
  },
  restartWebhook: {
    ...always,
    route: 'POST /admin/webhooks/restart',
    input: () => ({ body: { endpoint: 'queue' } }),
    success: 204,
  },
} satisfies Record<string, RouteRecord>
