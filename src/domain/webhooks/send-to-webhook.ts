import type { Webhooks } from '../../config/webhooks.ts'
import { signWebhook } from '../../crypto/webhook-signature.ts'
import { type Outcome, postWebhook } from '../../outbound/post-webhook.ts'
import { bodyOf, type Message } from './message.ts'

/** Posts messages to a webhook, all at once, each signed for this attempt (Standard Webhooks). Never rejects. */
export const sendToWebhook = (
  { secrets, resolver }: Webhooks,
  url: string,
  messages: readonly Message[],
  now: Date,
): Promise<Outcome[]> =>
  Promise.all(
    messages.map(async (message) => {
      const signed = { id: message._id, timestamp: Math.floor(now.getTime() / 1_000), body: bodyOf(message) }
      const headers = {
        'webhook-id': signed.id,
        'webhook-timestamp': String(signed.timestamp),
        'webhook-signature': await signWebhook(secrets, signed),
      }
      return postWebhook({ url, headers, body: signed.body, resolver })
    }),
  )
