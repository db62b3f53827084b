import { openTicket, sealTicket } from '../crypto/tickets.ts'
import type { Ctx } from '../domain/context.ts'
import { encodeBase64url } from '../lib/base64url.ts'
import { SupabaseError } from './errors.ts'
import type { LinkSecret, Pkce } from './token-hash.ts'

const PLACE = 'supabase auth_code'
const LIFETIME_MS = 5 * 60_000

/** What is sealed in an `auth_code`: the secret of the link, which is not redeemed yet, so that no URL of the app has it. */
interface Sealed extends LinkSecret {
  type: string
  pkce: Pkce
  expiresAt: number
}

/** Makes the code that a link hands to the app: worth nothing without the verifier that the app keeps. */
export async function makeAuthCode(ctx: Ctx, type: string, secret: LinkSecret & { pkce: Pkce }): Promise<string> {
  const expiresAt = ctx.now().getTime() + LIFETIME_MS
  const sealed: Sealed = { ...secret, type, expiresAt }
  return sealTicket(ctx.keyring.macKey, PLACE, JSON.stringify(sealed))
}

/** What a code is for, for who has its verifier (RFC 7636 §4.6). Throws `flow_state_not_found`, `bad_code_verifier`. */
export async function openAuthCode(ctx: Ctx, code: string, verifier: string) {
  const text = await openTicket(ctx.keyring.macKey, PLACE, code)
  const sealed: Sealed | undefined = text && JSON.parse(text) // our own
  if (!sealed || sealed.expiresAt <= ctx.now().getTime()) throw new SupabaseError('flow_state_not_found')
  const { pkce, type, email, token } = sealed
  const shown = pkce.method === 'plain' ? verifier : await s256(verifier)
  if (shown !== pkce.challenge) throw new SupabaseError('bad_code_verifier')
  return { type, email, token }
}

const s256 = async (verifier: string) =>
  encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
