import { encodeBase64url } from '../../src/lib/base64url.ts'
import { SCOPES, SERVICE_KEY_PREFIX } from '../../src/model/operator.ts'

const KEY_BYTES = 32
const NAME = /^[\w.-]{1,64}$/

/**
 * A new key of a service, and its entry for the secret SERVICE_KEYS, which holds only the SHA-256 of it: 256 random
 * bits need no salt and no slow hash. Throws an `Error` for a name or scopes that there cannot be.
 */
export async function newServiceKey(name: string, scopes = 'read'): Promise<{ key: string; entry: string }> {
  if (!NAME.test(name))
    throw new Error('A service is named with up to 64 letters, digits, dots, hyphens and underscores.')
  if (scopes !== 'read' && scopes !== SCOPES.join('+')) throw new Error(`Scopes are read, or ${SCOPES.join('+')}.`)
  const key = `${SERVICE_KEY_PREFIX}${encodeBase64url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)))}`
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return { key, entry: `${name}:${scopes}:${encodeBase64url(new Uint8Array(digest))}` }
}
