import { type ReadClaims, signAccessToken } from '../../crypto/tokens.ts'
import type { CallerCtx } from '../context.ts'
import { grantedClaims } from './granted-claims.ts'

/**
 * An access token that says what operators have granted the caller by now, in the place of one that says another thing;
 * `undefined` if theirs is right, as far as the call has read. It lives no longer than theirs: nothing is renewed. And it
 * grants nothing to a token of an older generation, which may be a thief's: there somebody has refreshed since, and its
 * client has to refresh, too (docs/adr/0021).
 */
export async function correctToken(ctx: CallerCtx, token: ReadClaims): Promise<string | undefined> {
  if (!ctx.granted) return undefined
  const { generation, ...granted } = ctx.granted
  const wasMetadataRead = granted.appMetadata !== undefined
  const right = wasMetadataRead ? grantedClaims(ctx, granted) : { ...token.granted, roles: granted.roles ?? undefined }
  if (JSON.stringify(right) === JSON.stringify(token.granted)) return undefined
  const isOlder = generation !== null && generation !== token.gen // NULL: nothing is granted any more
  const { sub, sid, gen, iat, exp } = token
  return isOlder ? undefined : signAccessToken(ctx, { sub, sid, gen, iat, exp }, right)
}
