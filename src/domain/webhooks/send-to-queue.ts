import type { Webhooks } from '../../config/webhooks.ts'
import type { Outcome } from '../../outbound/post-webhook.ts'
import { bodyOf, type Message } from './message.ts'

const MAX_BATCH_BYTES = 200_000 // a queue takes 256 KB; this leaves room for what it adds to each message

/** Sends messages to the queue, in as few batches as it takes them in, each with its id. Never rejects. */
export async function sendToQueue({ queue }: Webhooks, messages: readonly Message[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const batch of batchesOf(messages)) {
    const outcome = await queue?.sendBatch(batch).then(
      (): Outcome => 'taken',
      (): Outcome => ({ failure: 'queue' }),
    )
    outcomes.push(...batch.map(() => outcome ?? { failure: 'no queue' }))
  }
  return outcomes
}

function batchesOf(messages: readonly Message[]) {
  const batches: MessageSendRequest[][] = []
  let left = 0
  for (const message of messages) {
    const text = bodyOf(message)
    const bytes = new TextEncoder().encode(text).length + message._id.length
    if (bytes > left) {
      batches.push([])
      left = MAX_BATCH_BYTES
    }
    left -= bytes
    batches.at(-1)?.push({ body: { id: message._id, ...JSON.parse(text) }, contentType: 'json' })
  }
  return batches
}
