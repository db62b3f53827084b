import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { importKeyring, type Keyring } from '../../../src/crypto/keyring.ts'
import { signAccessToken, signRefreshToken } from '../../../src/crypto/tokens.ts'

const AUDIENCE = 'latchkey'
const LIFE_SECONDS = 864_000

/** What a token shall say in place of what is usual. */
interface Wanted {
  roles?: string[]
  audience?: string
  issuer?: string
  /** When it expires, in seconds from now. */
  expiresIn?: number
}

/** What publishes keys, and signs tokens with them, as the service does and by its own code; a whole one takes longer to start. */
export interface Issuer {
  url: string
  audience: string
  /** How often its keys were fetched. */
  asked(): number
  accessToken(wanted?: Wanted): Promise<string>
  refreshToken(): Promise<string>
  /** The public keys, as they are published. */
  publicKeys(): object[]
  /** Puts a new key in front. */
  rotate(): Promise<void>
  stop(): Promise<void>
}

export async function startIssuer(alg = 'ES256'): Promise<Issuer> {
  let jwks = await newJwkSet(alg)
  let keyring: Keyring = await importKeyring(jwks)
  let count = 0
  const publicKeys = () => [...keyring.byId.values()].flatMap(({ publicJwk }) => publicJwk ?? [])
  const server = createServer((request, response) => {
    if (request.url !== '/.well-known/jwks.json') return response.writeHead(404).end()
    count++
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: publicKeys() }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const now = () => Math.floor(Date.now() / 1_000)

  return {
    url,
    audience: AUDIENCE,
    asked: () => count,
    publicKeys,
    accessToken({ roles, audience = AUDIENCE, issuer = url, expiresIn = LIFE_SECONDS } = {}) {
      const claims = { sub: 'robin', sid: 'a-session', gen: 0, iat: now(), exp: now() + expiresIn }
      return signAccessToken({ keyring, issuer, audience }, claims, roles ? { roles } : {})
    },
    refreshToken() {
      const claims = { sub: 'robin', sid: 'a-session', jti: randomUUID(), exp: now() + LIFE_SECONDS }
      return signRefreshToken({ keyring, issuer: url, audience: AUDIENCE }, claims)
    },
    async rotate() {
      jwks = await newJwkSet(alg, jwks.keys)
      keyring = await importKeyring(jwks)
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
