import type { LegacyClaims } from '../../crypto/legacy-token.ts'
import { type ReadClaims, readAccessToken } from '../../crypto/tokens.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/** What a token says: one of ours, or one of the old backend. */
interface SignIn {
  claims: ReadClaims | LegacyClaims
  access: ReadClaims | undefined
  legacy: LegacyClaims | undefined
  secondsLeft: number
}

/**
 * Reads an access token, or one of the old backend where these are accepted, without the database: nothing is known of the
 * session. Throws `token_invalid`, whose log says which check of those an old token fails, and `token_expired`.
 */
export async function readSignIn(ctx: Ctx, token: string): Promise<SignIn> {
  const access = await readAccessToken(ctx, token, ctx.now())
  const legacy = access ? undefined : await readLegacySignIn(ctx, token)
  const claims = access ?? legacy
  if (!claims) throw new Problem('token_invalid')
  const secondsLeft = claims.exp - ctx.now().getTime() / 1_000
  if (secondsLeft <= 0) throw new Problem('token_expired')
  return { claims, access, legacy, secondsLeft }
}

/** The claims of a token of the old backend. Its code is loaded only where such tokens are accepted. */
async function readLegacySignIn(ctx: Ctx, token: string): Promise<LegacyClaims | undefined> {
  const { legacyTokens } = ctx.settings
  if (!legacyTokens) return undefined
  const claims = await (await ctx.onDemand.legacyTokens()).readLegacySignIn(ctx, legacyTokens, token)
  if ('failed' in claims) throw new Problem('token_invalid', { reason: `old token: ${claims.failed}` })
  return claims
}
