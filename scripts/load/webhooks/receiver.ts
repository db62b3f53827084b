import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

const FAILING = 1 / 3 // of the calls
const MAX_FAILURES = 3 // of one message: the delays grow, and nobody wants to wait for hours

/** A message that was taken. */
export interface Taken {
  id: string
  type: string
  userId: string
  /** What the user was called then. */
  name: string | undefined
}

/** A receiver that fails a third of the time: with a status, by breaking off, or by taking a message and failing then. */
export async function startReceiver(secret: string) {
  const webhook = new Webhook(secret)
  const failures = new Map<string, number>()
  const receiver = {
    url: '',
    calls: 0,
    failed: 0,
    /** Calls that no secret of ours has signed. */
    forged: 0,
    /** Every message, in the order in which it was first taken. */
    taken: [] as Taken[],
    /** How often each id was taken. */
    times: new Map<string, number>(),
    stop: () => void server.close(),
  }

  async function receive(request: IncomingMessage, response: ServerResponse) {
    const body = await text(request)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const id = String(headers['webhook-id'])
    receiver.calls++
    let message: { type: string; data: { user: { _id: string; name?: string } } }
    try {
      message = webhook.verify(body, headers) as typeof message
    } catch {
      receiver.forged++
      return response.writeHead(401).end()
    }
    const failedBefore = failures.get(id) ?? 0
    const fails = failedBefore < MAX_FAILURES && Math.random() < FAILING
    const isTaken = !fails || Math.random() < 0.2
    if (isTaken) take(id, message)
    if (!fails) return response.writeHead(204).end()
    failures.set(id, failedBefore + 1)
    receiver.failed++
    if (Math.random() < 0.5) return request.socket.destroy()
    return response.writeHead(503).end()
  }

  function take(
    id: string,
    { type, data: { user } }: { type: string; data: { user: { _id: string; name?: string } } },
  ) {
    const times = (receiver.times.get(id) ?? 0) + 1
    receiver.times.set(id, times)
    if (times === 1) receiver.taken.push({ id, type, userId: user._id, name: user.name })
  }

  const server = createServer((request, response) => {
    receive(request, response).catch(() => response.destroy()) // the Worker was killed while it called
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  receiver.url = `http://localhost:${(server.address() as AddressInfo).port}/`
  return receiver
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>
