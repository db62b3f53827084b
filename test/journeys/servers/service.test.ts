import { createServer, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createVerifier, presentedToken, problemOrThrow } from '../../../client/server/index.ts'
import { type RunningService, startService } from '../support/wrangler-dev.ts'

let service: RunningService

beforeAll(async () => {
  service = await startService({ PASSWORD_ITERATIONS: '20000' })
})

afterAll(() => service?.stop())

interface SignIn {
  _id: string
  token: string
  refreshToken: string
}

/** A server of nothing but Node. */
async function startServer(issuer: string): Promise<{ url: string; stop(): void }> {
  const verifier = createVerifier({ issuer, audience: 'latchkey' })
  async function respond({ headers }: IncomingMessage) {
    try {
      const user = await verifier.verify(presentedToken((name) => headers[name]?.toString()))
      return { status: 200, headers: {}, body: user.userId }
    } catch (error) {
      return problemOrThrow(error)
    }
  }
  const server = createServer((request, response) => {
    void respond(request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${address.port}`, stop }
}

it('a server verifies tokens of the running service, and does not notice that a session was ended', async () => {
  const registration = await fetch(`${service.url}/users/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Robin', email: 'robin@example.com', password: 'correct horse battery' }),
  })
  const { data } = (await registration.json()) as { data: SignIn }
  const { url, stop } = await startServer(service.url)
  const send = (token: string) => fetch(url, { headers: { 'x-access-token': token } })
  try {
    const response = await send(data.token)
    expect([response.status, await response.text()]).toEqual([200, data._id])
    expect((await send(data.refreshToken)).status).toBe(401)

    const loggedOut = { method: 'POST', headers: { 'x-access-token': data.token } }
    expect((await fetch(`${service.url}/users/logout`, loggedOut)).status).toBe(204)
    expect((await fetch(`${service.url}/users/profile`, { headers: loggedOut.headers })).status).toBe(401)
    expect((await send(data.token)).status).toBe(200)
  } finally {
    stop()
  }
})
