import { decodeBase64url } from '../../lib/base64url.ts'
import { type Ceremony, demand } from './ceremony.ts'

/** What a browser is asked for (WebAuthn L3 §5.8.1). */
type ClientDataType = 'webauthn.create' | 'webauthn.get'

/**
 * Checks what the browser or the app says of the ceremony (WebAuthn L3 §7.1 steps 7 to 11, §7.2 steps 9 to 13), and
 * returns it as it was signed. A page in a frame of another site has no business with a sign-in here. Throws
 * `CeremonyFailure`.
 */
export function checkClientData(
  encoded: string,
  type: ClientDataType,
  { challenge, origins }: Ceremony,
): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(encoded)
  const data = parse(new TextDecoder().decode(bytes))
  demand(data.type === type, 'type')
  demand(data.challenge === challenge, 'challenge')
  demand(typeof data.origin === 'string' && origins.includes(data.origin), 'origin')
  demand(!data.crossOrigin && data.topOrigin === undefined, 'cross origin')
  return bytes
}

/** The bytes of a member of a credential. Throws `CeremonyFailure`. */
export function bytesOf(encoded: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64url(encoded)
  demand(bytes !== undefined, 'base64url')
  return bytes
}

function parse(json: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(json) }
  } catch {
    return {}
  }
}
