import { sign } from 'hono/jwt'

// Service keys as a project of Supabase has them: tokens that a key of its own has signed.

const pairOf = async () =>
  (await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair

const privateKey = async (kid: string) => ({
  ...((await crypto.subtle.exportKey('jwk', (await pairOf()).privateKey)) as JsonWebKey),
  kid,
  alg: 'RS256',
})

/** A key that the setting has, with its private members, as the CLI of Supabase writes it; and a stranger's of the same name. */
export const ownKey = await privateKey('service')
export const strangersKey = await privateKey('service')

const secret = crypto.getRandomValues(new Uint8Array(32))
/** The secret of an older project, whose tokens name no key. */
export const ownSecret = {
  kty: 'oct',
  alg: 'HS256',
  k: btoa(String.fromCharCode(...secret))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', ''),
}

export const WITH_SERVICE_KEYS = { SUPABASE_SERVICE_KEYS: JSON.stringify({ keys: [ownKey, ownSecret] }) }

/** A token that says this of its bearer. */
export const signService = (claims: object, key: JsonWebKey & { alg: string } = ownKey): Promise<string> =>
  sign({ iss: 'supabase-demo', ...claims }, key as never)

export const serviceToken = await signService({ role: 'service_role' })

/** A service key goes out twice: as the key of the app, and as the bearer. */
export const asService = (key = serviceToken) => ({ bearer: key, headers: { apikey: key } })
