import { readUnverified } from '../../../crypto/read-unverified.ts'
import { run } from '../../../db/database.ts'
import { selectVerifiedCaller } from '../../../db/statements/who.gen.ts'
import type { Caller } from '../../../model/caller.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireLive } from '../../proofs/require-caller.ts'
import { readSignIn } from '../../sign-in/read-sign-in.ts'

/** Whom a token names, whose session is live. */
interface VerifiedCaller extends Caller {
  roles: string[]
  /** What the session has shown: one factor, or two (or a passkey). */
  level: number
  /** When the token does. */
  expiresAt: Date
}

/**
 * Who sends an access token to another Worker: its signature, and then whether its session is live, as the database says now.
 * A token of the old backend is adopted, as everywhere, which takes a round trip more. Throws `token_invalid`,
 * `token_expired`, `session_ended`, `account_disabled`, `second_factor_required`, `rate_limited`.
 */
export async function verifyToken(ctx: Ctx, token: string): Promise<VerifiedCaller> {
  const { claims, legacy } = await readSignIn(anyOrigin(ctx, token), token)
  const caller = { userId: claims.sub, sessionId: claims.sid }
  // By itself: a busy Worker does not spend what the session may call here.
  await enforceLimit(ctx, 'LIMIT_GENERAL', `worker ${caller.sessionId}`)
  if (legacy) await (await ctx.onDemand.legacyTokens()).adoptLegacyToken({ ...ctx, caller, granted: undefined }, legacy)
  const found = await run(ctx.db, selectVerifiedCaller({ ...caller, now: ctx.now() }))
  const { roles, level } = requireLive(found)
  return { ...caller, roles: roles ?? [], level, expiresAt: new Date(claims.exp * 1_000) }
}

/**
 * Where PUBLIC_URL is empty, a token is of the origin where it was issued, and this call has none. Any will do then: the
 * key is ours, and its session has to be in our database.
 */
function anyOrigin(ctx: Ctx, token: string): Ctx {
  if (ctx.settings.PUBLIC_URL !== undefined) return ctx
  const issuer = readUnverified(token).payload?.iss
  return typeof issuer === 'string' ? { ...ctx, issuer } : ctx
}
