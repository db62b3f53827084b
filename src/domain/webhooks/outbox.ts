import { addWebhooks } from '../../config/webhooks.ts'
import type { Outbox } from '../../db/database.ts'
import { openOutbox } from '../../db/outbox.ts'
import type { Ctx } from '../context.ts'
import { endpointsOf } from './endpoints.ts'
import { sendMessages } from './send-messages.ts'

// What is loaded where changes are told to webhooks or a queue.

export { addWebhooks }

/** The outbox of a request, whose messages are sent after its response. */
export function outboxOf(ctx: Ctx): Outbox | undefined {
  const { webhooks } = ctx.settings
  if (!webhooks) return undefined
  return openOutbox({ ...webhooks, endpoints: endpointsOf(webhooks) }, () => ctx.defer('messages', sendMessages(ctx)))
}
