import { type AccessClaims, type GrantedClaims, signAccessToken, signRefreshToken } from '../../crypto/tokens.ts'
import type { Granted, NewSession, Session } from '../../db/rows.ts'
import type { Ctx } from '../context.ts'

/** The two tokens of a session. */
export interface TokenPair {
  token: string
  refreshToken: string
}

/** A session that has just begun has no generation yet: it is the first. */
type Issued = Pick<Session, '_id' | 'refreshId' | 'expiresAt'> & Pick<NewSession, 'refreshGeneration'>

/**
 * Signs both tokens of the session of a user, who was granted so much; `claims` are what a hook says besides, unless a second
 * factor is due.
 */
export async function issueTokens(
  ctx: Ctx,
  sub: string,
  session: Issued,
  granted: Granted,
  claims?: GrantedClaims,
): Promise<TokenPair> {
  const sid = session._id
  const [token, refreshToken] = await Promise.all([
    issueAccessToken(ctx, { sub, sid, gen: session.refreshGeneration ?? 0 }, granted, claims),
    signRefreshToken(ctx, { sub, sid, jti: session.refreshId, exp: toSeconds(session.expiresAt) }),
  ])
  return { token, refreshToken }
}

/** Signs an access token that lives `ACCESS_TOKEN_TTL` from now. */
export async function issueAccessToken(
  ctx: Ctx,
  { sub, sid, gen }: Pick<AccessClaims, 'sub' | 'sid' | 'gen'>,
  granted: Granted,
  hookClaims?: GrantedClaims,
): Promise<string> {
  const iat = toSeconds(ctx.now())
  const claims = { sub, sid, gen, iat, exp: iat + ctx.settings.ACCESS_TOKEN_TTL }
  const isNothing = !granted.roles && !granted.appMetadata
  const said = isNothing ? {} : (await ctx.onDemand.granted()).grantedClaims(ctx, granted)
  return signAccessToken(ctx, claims, { ...(!granted.secondFactorDue && hookClaims), ...said })
}

const toSeconds = (time: Date): number => Math.floor(time.getTime() / 1_000)
