// A Worker that asks who sends it a token, in each of the ways that it could.
import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { UsersBinding } from '../../../client/worker/users.ts'

interface Env {
  USERS: UsersBinding
  SERVICE: { fetch(url: string, init: RequestInit): Promise<Response> }
}

/** Where the service is: it is not known before both run. */
type Origin = string

let keys: ReturnType<typeof createRemoteJWKSet> | undefined

const WAYS: Record<string, (env: Env, token: string, origin: Origin) => Promise<boolean>> = {
  nothing: async () => true,
  rpc: async ({ USERS }, token) => (await USERS.verify(token)).data !== undefined,
  http: async (_, token, origin) => isUser(await fetch(`${origin}/users/profile`, withToken(token))),
  binding: async ({ SERVICE }, token, origin) =>
    isUser(await SERVICE.fetch(`${origin}/users/profile`, withToken(token))),
  signature: async (_, token, origin) => {
    keys ??= createRemoteJWKSet(new URL(`${origin}/.well-known/jwks.json`))
    const { payload } = await jwtVerify(token, keys, { issuer: origin, audience: 'latchkey', typ: 'at+jwt' })
    return payload.sub !== undefined
  },
}

const withToken = (token: string) => ({ headers: { 'x-access-token': token } })

async function isUser(response: Response): Promise<boolean> {
  const { data } = (await response.json()) as { data?: { _id: string } }
  return data?._id !== undefined
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const way = WAYS[new URL(request.url).pathname.slice(1)]
    const header = (name: string) => request.headers.get(name) ?? ''
    const isIn = await way?.(env, header('x-access-token'), header('x-origin'))
    return new Response(null, { status: isIn ? 204 : 401 })
  },
}
