import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode'

/** Encodes bytes as unpadded base64url (RFC 4648 §5). */
export const encodeBase64url = (bytes: Uint8Array): string =>
  encodeBase64Url(new Uint8Array(bytes).buffer).replace(/=+$/, '')

/**
 * Decodes unpadded base64url; `undefined` for anything but the one canonical spelling of some bytes (RFC 4648 §3.5).
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = decodeBase64Url(text)
    return encodeBase64url(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
