import type { Steps } from '../../db/database.ts'
import {
  deleteTaken,
  giveUpStopped,
  makeNextDue,
  noteFailures,
  stopEndpoint,
} from '../../db/statements/deliveries.gen.ts'
import { DAY_MS, HOUR_MS } from '../../lib/utc.ts'
import type { Outcome } from '../../outbound/post-webhook.ts'
import type { Message } from './message.ts'

/** How long a message is tried. */
export const GIVEN_UP_AFTER_MS = 3 * DAY_MS

const CHUNK_ROWS = 1_000 // that one statement gives up

const FIRST_DELAY_MS = 5_000
const GROWTH = 3
const MAX_DELAY_MS = 8 * HOUR_MS // nine calls a day to a webhook that is down
const JITTER = 0.2 // so that messages that failed together are not sent together again

/** The statements that settle a round, which are idempotent, and what it came to. */
interface Settlement {
  steps: Steps
  taken: number
  /** Whether the endpoint wants no more. */
  isStopped: boolean
}

/**
 * Prepares what becomes of messages that were sent: what was taken is deleted; what failed is tried again later, after a
 * delay that grows, or given up if it is too old; and what waited behind what is gone is due. By their ids: once its lease
 * is over a message may be another run's, and `seq` another message's.
 */
export function settlementOf(
  endpoint: string,
  messages: readonly Message[],
  outcomes: readonly Outcome[],
  now: Date,
): Settlement {
  const ids = messages.filter((_, index) => outcomes[index] === 'taken').map(({ _id }) => _id)
  const isStopped = outcomes.includes('gone')
  const failed = messages.flatMap((message, index) => {
    const outcome = outcomes[index]
    return typeof outcome === 'object' ? failedMessage(message, outcome.failure, now.getTime()) : []
  })
  const steps = {
    ...(ids.length > 0 && { taken: deleteTaken({ endpoint, ids }) }),
    ...(failed.length > 0 && { failures: noteFailures({ endpoint, failed }) }),
    next: makeNextDue({ endpoint, userIds: messages.map(({ userId }) => userId), now }), // of whom nothing waits before it
    ...(isStopped && {
      stop: stopEndpoint({ endpoint, now }),
      givenUp: giveUpStopped({ now, limit: CHUNK_ROWS }), // the cron trigger goes on
    }),
  }
  return { steps, taken: ids.length, isStopped }
}

function failedMessage({ _id, attempts, createdAt }: Message, failure: string, now: number) {
  const delay = Math.min(FIRST_DELAY_MS * GROWTH ** (attempts - 1), MAX_DELAY_MS)
  const nextAttemptAt = Math.round(now + delay * (1 + JITTER * Math.random()))
  const isDead = nextAttemptAt > createdAt.getTime() + GIVEN_UP_AFTER_MS
  return { _id, failure, nextAttemptAt, deadAt: isDead ? now : null }
}
