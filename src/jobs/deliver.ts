import { deleteDead, giveUpForgotten, giveUpStopped } from '../db/statements/deliveries.gen.ts'
import type { Ctx } from '../domain/context.ts'
import { endpointsOf } from '../domain/webhooks/endpoints.ts'
import { type Sent, sendMessages } from '../domain/webhooks/send-messages.ts'
import { GIVEN_UP_AFTER_MS } from '../domain/webhooks/settle.ts'
import { DAY_MS } from '../lib/utc.ts'
import { CHUNK_ROWS, inChunks } from './in-chunks.ts'

const ROUNDS = 100 // with two statements each, well within the 1,000 that D1 takes from one run

const DEAD_KEPT_MS = 30 * DAY_MS // long enough for somebody to look, and to send it again

/** What a run came to, in messages. */
interface Delivered extends Sent {
  givenUp: number
  deleted: number
}

/**
 * Sends what no request has sent: what a Worker that was killed has left, and what failed and is due again. Gives up what
 * nobody will take, and deletes what was given up long ago, also where nobody is told any more.
 */
export async function deliver(ctx: Ctx): Promise<Delivered> {
  const { db, settings } = ctx
  const now = ctx.now()
  const endpoints = settings.webhooks ? endpointsOf(settings.webhooks) : []
  const tooOld = new Date(now.getTime() - GIVEN_UP_AFTER_MS)
  const stopped = await inChunks(db, giveUpStopped({ now, limit: CHUNK_ROWS }))
  const forgotten = await inChunks(db, giveUpForgotten({ endpoints, now, before: tooOld, limit: CHUNK_ROWS }))
  return {
    ...(await sendMessages(ctx, ROUNDS)),
    givenUp: stopped + forgotten,
    deleted: await inChunks(db, deleteDead({ before: new Date(now.getTime() - DEAD_KEPT_MS), limit: CHUNK_ROWS })),
  }
}
