import { encodeBase64url } from '../../lib/base64url.ts'
import { PASSKEY_CHALLENGE_SECONDS } from '../../model/passkeys.ts'
import type { Ctx } from '../context.ts'

const CHALLENGE_BYTES = 32 // twice what WebAuthn L3 §13.4.3 demands

/** A new challenge, which is its own id, and how long it works. */
export function newPasskeyChallenge(ctx: Ctx): { _id: string; expiresAt: Date } {
  return {
    _id: encodeBase64url(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES))),
    expiresAt: new Date(ctx.now().getTime() + PASSKEY_CHALLENGE_SECONDS * 1_000),
  }
}
