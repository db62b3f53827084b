import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type KnownProvider, PROVIDERS } from '../../src/model/providers.ts'
import { createIssuer, type Issuer } from './id-tokens.ts'
import { PAGE } from './page.ts'

/** This machine, as it calls itself and as an emulator of Android calls it. */
const HOSTS = /^(localhost|127\.0\.0\.1|10\.0\.2\.2)(:\d+)?$/
const LOCAL_ORIGIN = /^http:\/\/localhost(:\d+)?$/

/** An answer: its status, and its body as text of this type. */
type Answer = [status: number, type: string, body: string]

const plain = (status: number, body: string): Answer => [status, 'text/plain', body]

/**
 * Serves stand-ins for Apple and Google on a port of this machine, 0 for any that is free; returns the URL without a
 * slash at the end. They say of everybody what is asked for, so nobody else in the network reaches them, nor does a web
 * site by a name of its own (DNS rebinding). Rejects if the port is taken.
 */
export async function serveStandIns(port: number): Promise<string> {
  const issuer = await createIssuer()
  const server = createServer((request, response) => {
    respond(issuer, request, response).catch((error: Error) => response.destroy(error))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function respond(issuer: Issuer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host = '', origin = '' } = request.headers
  const [status, type, body] = HOSTS.test(host) ? await answer(issuer, request) : plain(421, 'not this machine')
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    ...(LOCAL_ORIGIN.test(origin) && { 'access-control-allow-origin': origin }), // an app of Expo's in a browser
  })
  response.end(body)
}

async function answer(issuer: Issuer, request: IncomingMessage): Promise<Answer> {
  const { method, url } = request
  if (method === 'GET' && url === '/') return [200, 'text/html', PAGE]
  const provider = PROVIDERS.find((name) => url === `/${name}` || url === `/${name}/keys`)
  if (!provider) return plain(404, 'no such page')
  if (url === `/${provider}/keys`) return [200, 'application/json', JSON.stringify(issuer.jwks)]
  if (method !== 'POST') return plain(405, 'POST email, and nonce and name if you want')
  return signIn(issuer, provider, new URLSearchParams(await text(request)))
}

async function signIn(issuer: Issuer, provider: KnownProvider, form: URLSearchParams): Promise<Answer> {
  const given = (field: string) => form.get(field)?.trim() || undefined
  const email = given('email')
  if (!email?.includes('@')) return plain(400, 'email is missing')
  return plain(200, await issuer.idToken(provider, { email, nonce: given('nonce'), name: given('name') }))
}
