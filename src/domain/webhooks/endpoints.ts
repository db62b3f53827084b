import type { Webhooks } from '../../config/webhooks.ts'

/** What the outbox calls the queue, beside the URLs of webhooks. */
export const QUEUE = 'queue'

/** Everybody who is told of changes, as the outbox names them. */
export const endpointsOf = ({ urls, queue }: Webhooks): string[] => [...urls, ...(queue ? [QUEUE] : [])]
