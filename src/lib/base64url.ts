import { base64url } from 'jose'

/** Encodes bytes as unpadded base64url (RFC 4648 §5). */
export const encodeBase64url = (bytes: Uint8Array): string => base64url.encode(bytes)

/**
 * Decodes unpadded base64url; `undefined` for anything but the one canonical spelling of some bytes (RFC 4648 §3.5).
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = new Uint8Array(base64url.decode(text))
    return base64url.encode(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
