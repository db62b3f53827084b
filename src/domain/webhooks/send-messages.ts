import { commit, commitOne } from '../../db/commit.ts'
import { claimMessages } from '../../db/statements/deliveries.gen.ts'
import { log } from '../../lib/log.ts'
import { QUEUE } from '../../model/messages.ts'
import type { Ctx } from '../context.ts'
import { endpointsOf } from './endpoints.ts'
import type { Message, Sender } from './message.ts'
import { sendToQueue } from './send-to-queue.ts'
import { sendToWebhook } from './send-to-webhook.ts'
import { settlementOf } from './settle.ts'

const AT_ONCE = 6 // connections that a Worker may have open at once; more would wait while their time runs
const QUEUE_AT_ONCE = 100 // messages of a batch that a queue takes

/** Longer than a round takes in which every call runs into its time limit. After it another run sends the message again. */
const LEASE_MS = 60_000

/** How many rounds a request makes: with its statements, less than the 50 calls that a Worker on the free plan may make. */
const ROUNDS_AFTER_RESPONSE = 4

/** How many messages were taken, and how many were not. */
export interface Sent {
  taken: number
  failed: number
}

/**
 * Sends the messages that are due, to all endpoints at once and to each of them in rounds: claim, send, settle. It stops
 * when nothing is due, after so many rounds, or when an endpoint takes none of a round, for then it is down. What it does
 * not come to is sent after the next change, or by the cron trigger.
 */
export async function sendMessages(ctx: Ctx, rounds = ROUNDS_AFTER_RESPONSE): Promise<Sent> {
  const { webhooks } = ctx.settings
  const sent = { taken: 0, failed: 0 }
  if (!webhooks) return sent
  const share = Math.max(1, Math.floor(AT_ONCE / Math.max(1, webhooks.urls.length)))
  const endpoints = endpointsOf(webhooks).map((endpoint) => {
    const send: Sender =
      endpoint === QUEUE
        ? (messages) => sendToQueue(webhooks, messages)
        : (messages) => sendToWebhook(webhooks, endpoint, messages, ctx.now())
    return drain(ctx, { endpoint, send, limit: endpoint === QUEUE ? QUEUE_AT_ONCE : share }, rounds, sent)
  })
  await Promise.all(endpoints)
  return sent
}

interface Endpoint {
  endpoint: string
  send: Sender
  /** Messages of a round. */
  limit: number
}

async function drain(ctx: Ctx, { endpoint, send, limit }: Endpoint, rounds: number, sent: Sent): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const messages = await claim(ctx, endpoint, limit)
    if (messages.length === 0) return
    const outcomes = await send(messages)
    const settlement = settlementOf(endpoint, messages, outcomes, ctx.now())
    await commit(ctx.db, settlement.steps)
    sent.taken += settlement.taken
    sent.failed += messages.length - settlement.taken
    if (settlement.isStopped) log('info', 'webhook_stopped', { host: new URL(endpoint).host })
    if (settlement.isStopped || settlement.taken === 0) return
  }
}

const claim = (ctx: Ctx, endpoint: string, limit: number): Promise<Message[]> => {
  const now = ctx.now()
  return commitOne(ctx.db, claimMessages({ endpoint, now, leasedUntil: new Date(now.getTime() + LEASE_MS), limit }))
}
