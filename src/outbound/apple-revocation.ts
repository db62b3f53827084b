import { signJwt } from '../lib/sign-jwt.ts'

const APPLE = 'https://appleid.apple.com'
const SECRET_LIFETIME_SECONDS = 60 // Apple accepts up to six months; we use it at once
const TIMEOUT_MS = 10_000 // for each of two calls, within the 30 seconds that work after a response may take

/** Our app and our team, as Apple knows them. */
interface AppleClient {
  id: string
  team: string
  keyId: string
  /** PKCS#8 in PEM, as Apple's developer site gives it. */
  privateKey: string
}

/**
 * Revokes what a user granted our app at Apple, with the code of a fresh authorization there (technote TN3194). Rejects
 * with an error whose `code` says which call failed, and how.
 */
export async function revokeAtApple(client: AppleClient, code: string, now: Date): Promise<void> {
  const secret = await signClientSecret(client, now)
  const post = async (call: string, fields: Record<string, string>): Promise<string> => {
    const response = await fetch(`${APPLE}/auth/${call}`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: client.id, client_secret: secret, ...fields }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const text = await response.text()
    if (!response.ok) throw Object.assign(new Error(), { code: `apple_${call}_${response.status}` })
    return text
  }
  const { refresh_token: token } = JSON.parse(await post('token', { grant_type: 'authorization_code', code }))
  if (typeof token !== 'string') throw Object.assign(new Error(), { code: 'apple_token_none' })
  await post('revoke', { token, token_type_hint: 'refresh_token' })
}

async function signClientSecret({ id, team, keyId, privateKey }: AppleClient, now: Date): Promise<string> {
  const pkcs8 = Uint8Array.fromBase64(privateKey.replace(/-----[^-]+-----|\\n|\s/g, ''))
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
  const iat = Math.floor(now.getTime() / 1_000)
  const claims = { iss: team, sub: id, aud: APPLE, iat, exp: iat + SECRET_LIFETIME_SECONDS }
  return signJwt({ alg: 'ES256', kid: keyId }, claims, key, algorithm)
}
