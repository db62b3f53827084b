import { env } from 'cloudflare:workers'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { advance, HOUR, MINUTE, SECOND } from './clock.ts'
import type { Signer } from './forge.ts'
import { OIDC_PROVIDERS } from './oidc-providers.ts'

// Stand-ins for Apple, Google and the issuers of the settings: keys of this run, at the addresses that the Worker
// fetches, and tokens signed with them. The Worker keeps what it fetched for as long as its isolate lives, which all
// tests share: so the first key of a provider is always published, and a test that wants a fetch moves the clock on.

/** jose's own: how long it asks for no other keys, and how long it keeps them. */
const COOLDOWN = 30 * SECOND
const MAX_AGE = 10 * MINUTE

interface Signing {
  kid: string
  alg: string
  privateKey: CryptoKey
  publicJwk: JWK
}

/** Claims to be changed; `undefined` removes one. */
export type Claims = Record<string, unknown>

interface Description {
  keysUrl: string
  issuer: string
  clientIds: string
  lifetime: number
  /** What its first key is for; RS256 if it does not say. */
  alg?: string
  /** Where its discovery document is, if that is asked for. */
  discoveryUrl?: string
  /** What the provider says of a person besides. */
  claims: Claims
  /** What follows from that. */
  derive?: (claims: Claims) => Claims
}

function standIn(description: Description) {
  const { keysUrl, issuer, clientIds, lifetime, alg: firstAlg, discoveryUrl, claims, derive = () => ({}) } = description
  const keys: Promise<Signing>[] = []
  const firstKey = () => {
    keys[0] ??= newKey(undefined, firstAlg)
    return keys[0]
  }
  const publishedKeys = async () => ({ keys: (await Promise.all([firstKey(), ...keys.slice(1)])).map(publicJwk) })
  let lastFetch = 0
  let lastDiscovery = 0
  let answerKeys: (signal: AbortSignal) => Promise<Response> = async () => Response.json(await publishedKeys())
  const answerAsUsual = answerKeys
  const discovery = async () => Response.json({ issuer, jwks_uri: keysUrl })
  let answerDiscovery: (signal: AbortSignal) => Promise<Response> = discovery

  return {
    keysUrl,
    discoveryUrl,
    audiences: clientIds.split(','),
    issuer,
    /** How often the keys were fetched. */
    fetches: 0,
    /** How often the discovery document was. */
    discoveries: 0,
    firstKey,
    publishedKeys,

    async respond(signal: AbortSignal): Promise<Response> {
      this.fetches++
      lastFetch = Math.max(lastFetch, Date.now())
      return answerKeys(signal)
    },

    async discover(signal: AbortSignal): Promise<Response> {
      this.discoveries++
      lastDiscovery = Math.max(lastDiscovery, Date.now())
      return answerDiscovery(signal)
    },

    /** A token as the provider's SDK hands it to the app, for somebody who signs in now. */
    async idToken(changes: Claims = {}, key?: Signing): Promise<string> {
      const { kid, alg, privateKey } = key ?? (await firstKey())
      return new SignJWT(this.claims(changes)).setProtectedHeader({ alg, kid }).sign(privateKey)
    },

    /** What stands in such a token. */
    claims(changes: Claims = {}): Claims {
      const iat = Math.floor(Date.now() / SECOND)
      const usual = { iss: issuer, aud: this.audiences[0], iat, exp: iat + lifetime, ...claims }
      const derived = derive({ ...usual, ...changes })
      return Object.fromEntries(
        Object.entries({ ...usual, ...derived, ...changes }).filter(([, value]) => value !== undefined),
      )
    },

    /** Publishes one more key, and answers it. */
    async addKey(key = newKey()): Promise<Signing> {
      await firstKey()
      keys.push(key)
      return key
    },

    /** Publishes the first key only. */
    withdrawKeys(): void {
      keys.splice(1)
    },

    /** Moves the clock on until the Worker may ask for a key that it does not know. */
    passCooldown: () => advance(Math.max(0, lastFetch - Date.now()) + COOLDOWN + SECOND),

    /** Moves the clock on until the Worker forgets the keys that it has. */
    outlastKeys: () => advance(Math.max(0, lastFetch - Date.now()) + MAX_AGE + SECOND),

    /** Moves the clock on until the Worker asks where the keys are. */
    outlastDiscovery: () => advance(Math.max(0, lastDiscovery - Date.now()) + HOUR + SECOND),

    /** Lets the discovery document be another. */
    breakDiscovery(answer: (signal: AbortSignal) => Promise<Response>): void {
      answerDiscovery = answer
    },

    /** Lets the key server answer in another way. */
    breakKeys(answer: (signal: AbortSignal) => Promise<Response>): void {
      answerKeys = answer
    },

    /** Makes everything as it was. */
    mend(): void {
      answerKeys = answerAsUsual
      answerDiscovery = discovery
      this.withdrawKeys()
    },
  }
}

export type StandIn = ReturnType<typeof standIn>

export const apple = standIn({
  keysUrl: 'https://appleid.apple.com/auth/keys',
  issuer: 'https://appleid.apple.com',
  clientIds: env.APPLE_CLIENT_IDS,
  lifetime: 600,
  claims: {
    sub: '001234.0123456789abcdef0123456789abcdef.1234',
    email: 'robin@icloud.example',
    email_verified: 'true',
    is_private_email: 'false',
    nonce_supported: true,
  },
})

export const google = standIn({
  keysUrl: 'https://www.googleapis.com/oauth2/v3/certs',
  issuer: 'https://accounts.google.com',
  clientIds: env.GOOGLE_CLIENT_IDS,
  lifetime: 3_600,
  claims: {
    sub: '110248495921238986420',
    email: 'robin@gmail.example',
    email_verified: true,
    name: 'Robin Ray',
    given_name: 'Robin',
  },
  // Everybody's mailbox is at their organization's Workspace, unless a test says otherwise.
  derive: ({ email }) => ({ hd: typeof email === 'string' ? email.split('@')[1]?.trim().toLowerCase() : undefined }),
})

/** What the settings say of an issuer. */
interface Described {
  issuer: string
  clientIds: string[]
  jwksUrl?: string
}

const described = (
  { issuer, clientIds, jwksUrl = `${issuer}/certs` }: Described,
  more: Omit<Description, 'issuer' | 'clientIds' | 'keysUrl' | 'lifetime'>,
) => standIn({ issuer, clientIds: clientIds.join(), keysUrl: jwksUrl, lifetime: 3_600, ...more })

export const line = described(OIDC_PROVIDERS.line, {
  alg: 'ES256',
  discoveryUrl: `${OIDC_PROVIDERS.line.issuer}/.well-known/openid-configuration`,
  claims: { sub: 'U1234567890abcdef1234567890abcdef', email: 'robin@line.example', name: 'Robin' },
})

export const acme = described(OIDC_PROVIDERS.acme, {
  claims: { sub: 'employee-7', email: 'robin@acme.example', email_verified: true, nickname: 'Robin' },
})

const TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad'

export const microsoft = described(OIDC_PROVIDERS.microsoft, {
  claims: { sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ', tid: TENANT, email: 'robin@outlook.example' },
  derive: ({ tid }) => ({ iss: OIDC_PROVIDERS.microsoft.issuer.replace('{tenantid}', String(tid)) }),
})

/** Cloudflare Access, which is no provider: it signs what it lets through. */
export const access = standIn({
  keysUrl: 'https://acme.cloudflareaccess.com/cdn-cgi/access/certs',
  issuer: 'https://acme.cloudflareaccess.com',
  clientIds: '4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2',
  lifetime: 3_600,
  claims: { sub: '7335d417-61da-459d-899c-0a01c76a2f94', email: 'ada@example.com', type: 'app' },
})

export const providers = { apple, google, line, acme, microsoft }

/** A call to Apple that takes a form: `token` or `revoke`. */
export interface AppleCall {
  name: string
  form: Record<string, string>
}

type AppleAnswer = (call: AppleCall, signal: AbortSignal) => Promise<Response>

const answerAppleCall: AppleAnswer = async ({ name, form }) =>
  name === 'token' ? Response.json({ refresh_token: `refresh token for ${form.code}` }) : new Response()

/** What the Worker asked Apple for besides keys, in order; and how Apple answers, for a test to change. */
export const appleCalls: { made: AppleCall[]; answer: AppleAnswer } = { made: [], answer: answerAppleCall }

/** Makes every provider what they were before the test. */
export function mendProviders(): void {
  for (const provider of [...Object.values(providers), access]) provider.mend()
  appleCalls.made = []
  appleCalls.answer = answerAppleCall
}

/** Signs with a provider's key what no library would. */
export const signRS256 =
  (privateKey: CryptoKey): Signer =>
  async (input) =>
    new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, input))

/** A key pair such as the providers have, which none of them publishes. */
export async function newKey(kid: string = crypto.randomUUID(), alg = 'RS256'): Promise<Signing> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

const publicJwk = (key: Signing) => key.publicJwk

/** A nonce as the app gives it to an SDK: the token holds what the SDK was given. */
export async function sha256(nonce: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(nonce))).toHex()
}

const fetchElsewhere = globalThis.fetch

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const provider = Object.values(providers).find(({ keysUrl }) => keysUrl === request.url)
  if (provider) return provider.respond(request.signal)
  if (request.url === access.keysUrl) return access.respond(request.signal)
  const discovered = Object.values(providers).find(({ discoveryUrl }) => discoveryUrl === request.url)
  if (discovered) return discovered.discover(request.signal)
  const name = /^https:\/\/appleid\.apple\.com\/auth\/(token|revoke)$/.exec(request.url)?.[1]
  if (name === undefined) return fetchElsewhere(request)
  const form = new TextDecoder().decode(await request.arrayBuffer())
  const call = { name, form: Object.fromEntries(new URLSearchParams(form)) }
  appleCalls.made.push(call)
  return appleCalls.answer(call, request.signal)
}
