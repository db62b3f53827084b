import type { Webhooks } from '../../config/webhooks.ts'
import { QUEUE } from '../../model/messages.ts'

/** Everybody who is told of changes, as the outbox names them. */
export const endpointsOf = ({ urls, queue }: Webhooks): string[] => [...urls, ...(queue ? [QUEUE] : [])]
