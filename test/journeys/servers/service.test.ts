import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createVerifier, presentedToken, problemOrThrow } from '../../../client/server/index.ts'
import { buildWorker } from '../../../scripts/support/bundle.ts'
import { newDevSecrets } from '../../../scripts/support/dev-secrets.ts'
import { serveBundle } from '../../../scripts/support/serve-bundle.ts'
import { clientOf } from '../support/client.ts'

let built: string
let service: Awaited<ReturnType<typeof serveBundle>>

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'latchkey-service-'))
  service = await serveBundle(await buildWorker(built), { ...(await newDevSecrets()), PASSWORD_ITERATIONS: '20000' })
})

afterAll(async () => {
  await service?.miniflare.dispose()
  if (built) await rm(built, { recursive: true })
})

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
  const client = clientOf(service.origin)
  const { data } = (
    await client('/users/register', {
      body: { name: 'Robin', email: 'robin@example.com', password: 'correct horse battery' },
    })
  ).body
  const { url, stop } = await startServer(service.origin)
  const send = (token: string) => fetch(url, { headers: { 'x-access-token': token } })
  try {
    const response = await send(data.token)
    expect([response.status, await response.text()]).toEqual([200, data._id])
    expect((await send(data.refreshToken)).status).toBe(401)

    expect((await client('/users/logout', { method: 'POST', token: data.token })).status).toBe(204)
    expect((await client('/users/profile', { token: data.token })).status).toBe(401)
    expect((await send(data.token)).status).toBe(200)
  } finally {
    stop()
  }
})
