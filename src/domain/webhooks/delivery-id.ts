import { NOT_DUE } from '../../model/messages.ts'
import { Problem } from '../../model/problem.ts'

/** Which message it is: `seq` finds its row, and may have been another's before. */
interface DeliveryKey {
  seq: number
  messageId: string
}

/** The name of a message to one endpoint, for operators. */
const writeDeliveryId = ({ seq, messageId }: DeliveryKey): string => `${seq}.${messageId}`

/** What such a name says. Throws `delivery_not_found` for what is none. */
export function readDeliveryId(text: string): DeliveryKey {
  const [, seq, messageId] = /^(\d{1,15})\.([\w-]{1,200})$/.exec(text) ?? []
  if (seq === undefined || messageId === undefined) throw new Problem('delivery_not_found')
  return { seq: Number(seq), messageId }
}

/** A message to one endpoint as operators see it; `nextAttemptAt` is null if it waits for one before it. */
export const describeDelivery = <D extends DeliveryKey & { nextAttemptAt: Date }>(delivery: D) => ({
  ...delivery,
  _id: writeDeliveryId(delivery),
  nextAttemptAt: delivery.nextAttemptAt.getTime() === NOT_DUE ? null : delivery.nextAttemptAt,
})
