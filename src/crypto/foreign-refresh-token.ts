import { encodeBase64url } from '../lib/base64url.ts'

/** The ids of a session that came from another backend, and of the refresh token there. */
export interface ForeignSessionIds {
  _id: string
  refreshId: string
}

/**
 * What stands in a row for a refresh token of another backend, which is no token that says anything: two halves of its
 * SHA-256, of which nobody gets back to it. `npm run import` makes the same.
 */
export async function foreignSessionIds(token: string): Promise<ForeignSessionIds> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)))
  return { _id: encodeBase64url(digest.slice(0, 16)), refreshId: encodeBase64url(digest.slice(16)) }
}
