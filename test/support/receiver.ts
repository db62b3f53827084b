import { Webhook } from 'standardwebhooks'
import { vi } from 'vitest'

export const WEBHOOK_URL = 'https://hooks.example.com/latchkey'
export const WEBHOOK_SECRET = `whsec_${btoa('a secret of exactly 32 bytes, ok')}`

/** A message that a receiver has got, and found to be signed by us. */
export interface Received {
  id: string
  type: string
  timestamp: string
  data: Record<string, any>
  /** As it was sent. */
  body: string
  headers: Record<string, string>
}

/** Answers a call; rejects as a connection does that breaks, or when `signal` says so. */
export type Respond = (message: Received, signal: AbortSignal) => Response | Promise<Response>

/**
 * A webhook's receiver, which checks every signature as its package does. Pass `settings` to `serviceWith`. It stands at
 * one URL, and what is fetched elsewhere is fetched there.
 */
export function openReceiver({ url = WEBHOOK_URL, secret = WEBHOOK_SECRET, respond = () => new Response() } = {}) {
  const webhook = new Webhook(secret)
  const { fetch } = globalThis
  const elsewhere = (vi.isMockFunction(fetch) && fetch.getMockImplementation()) || fetch // another receiver's, if there is one
  const receiver = {
    settings: { WEBHOOK_URLS: url, WEBHOOK_SECRET: secret },
    respond: respond as Respond,
    /** Every call, in its order. */
    calls: [] as Received[],
    /** Those that were answered with 2xx. */
    taken: [] as Received[],
    types: () => receiver.taken.map(({ type }) => type),
    /** Forgets what has come so far. */
    clear() {
      receiver.calls.length = 0
      receiver.taken.length = 0
    },
  }
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    if (request.url !== url) return elsewhere(input, init)
    const body = await request.text()
    const headers = Object.fromEntries(request.headers)
    const message = { ...(webhook.verify(body, headers) as Received), id: headers['webhook-id'] ?? '', body, headers }
    receiver.calls.push(message)
    const response = await receiver.respond(message, request.signal)
    if (response.ok) receiver.taken.push(message)
    return response
  })
  return receiver
}

export type Receiver = ReturnType<typeof openReceiver>
