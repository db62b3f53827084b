import { env } from 'cloudflare:workers'
import type { Caller, RouteRecord } from './record.ts'

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

const always = {
  needsToken: true,
  isForAdmins: true,
  limits: ['LIMIT_GENERAL by session'],
  events: [],
  mails: 0,
  settings,
} as const

export const webhooks = {
  getWebhooks: { ...always, route: 'GET /admin/webhooks', success: 200, roundTrips: 1, database: 'primary' },
  listDeliveries: {
    ...always,
    route: 'GET /admin/webhooks/deliveries',
    input: async (caller) => {
      await deadMessage(caller)
      return {}
    },
    success: 200,
    roundTrips: 1,
    database: 'primary',
  },
  retryDelivery: {
    ...always,
    route: 'POST /admin/webhooks/deliveries/:deliveryId/retry',
    input: deadMessage,
    success: 202,
    roundTrips: 2,
    deferred: [2], // looks for what is due
    database: 'primary',
  },
  restartWebhook: {
    ...always,
    route: 'POST /admin/webhooks/restart',
    input: () => ({ body: { endpoint: 'queue' } }),
    success: 204,
    roundTrips: 1,
    database: 'primary',
  },
} satisfies Record<string, RouteRecord>
