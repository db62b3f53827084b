import { countingD1 } from './d1.ts'
import { type Claims, providers } from './providers.ts'
import { type Answer, call, type Service, serviceWith } from './service.ts'
import type { Verdict } from './try-token.ts'
import type { SignedIn } from './users.ts'

export type ProviderName = keyof typeof providers

/** Signs in at a provider, and with its token here. */
export async function loginWith(
  provider: ProviderName,
  claims: Claims = {},
  { service = call, ...fields }: { service?: Service } & Record<string, unknown> = {},
): Promise<Answer> {
  const idToken = await providers[provider].idToken(claims)
  return service(`/users/login/${provider}`, { body: { idToken, ...fields } })
}

/** The same, for who is sure to come in. */
export async function signedInWith(...login: Parameters<typeof loginWith>): Promise<SignedIn> {
  const { status, body } = await loginWith(...login)
  if (status !== 200) throw new Error(`signing in failed: ${JSON.stringify(body)}`)
  return body.data
}

/** Links an account at a provider to whoever has the access token. */
export async function linkWith(
  provider: ProviderName,
  token: string,
  claims: Claims = {},
  service: Service = call,
): Promise<Answer> {
  return service(`/users/identities/${provider}`, {
    token,
    body: { idToken: await providers[provider].idToken(claims) },
  })
}

export const unlink = (provider: string, token: string, service: Service = call): Promise<Answer> =>
  service(`/users/identities/${provider}`, { method: 'DELETE', token })

/** An ID token that is not for us: refused by itself, before it costs a round trip. */
export const NOT_FOR_US: Verdict = { status: 401, code: 'id_token_invalid', challenge: 'Bearer', trips: 0 }

/** An ID token that names a key which the provider may have by now, and is not asked for yet. */
export const LATER: Verdict = { status: 503, code: 'unavailable', challenge: null, trips: 0 }

export const TAKEN: Verdict = { status: 200, code: undefined, challenge: null, trips: 1 }

/** Tries an ID token where one signs in. */
export async function tryIdToken(
  provider: ProviderName,
  idToken: string,
  fields: Record<string, unknown> = {},
): Promise<Verdict> {
  const { DB, trips } = countingD1()
  const { status, headers, body } = await serviceWith({ DB })(`/users/login/${provider}`, {
    body: { idToken, ...fields },
  })
  return { status, code: body.code, challenge: headers.get('www-authenticate'), trips: trips() }
}
