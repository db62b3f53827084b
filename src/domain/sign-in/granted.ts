import { type GrantedClaims, type ReadClaims, signAccessToken } from '../../crypto/tokens.ts'
import type { Granted } from '../../db/rows.ts'
import { pick } from '../../lib/pick.ts'
import type { CallerCtx, Ctx } from '../context.ts'
import { hookClaims } from './hook-claims.ts'

// What only the tokens of users need whom operators have granted something: it is loaded for the first of them.

/**
 * What an access token says of what operators have granted its user: the members of their metadata that TOKEN_CLAIMS
 * names, and `roles` (RFC 9068 §2.2.3.1).
 */
export function grantedClaims({ settings }: Pick<Ctx, 'settings'>, { roles, appMetadata }: Granted): GrantedClaims {
  const named = (settings.TOKEN_CLAIMS ?? []).flatMap((name) =>
    appMetadata && Object.hasOwn(appMetadata, name) ? [[name, appMetadata[name]]] : [],
  )
  return { ...Object.fromEntries(named), ...(roles && { roles }) }
}

/**
 * An access token that says what operators have granted the caller by now, in the place of one that says another thing;
 * `undefined` if theirs is right, as far as the call has read. It lives no longer than theirs: nothing is renewed. And it
 * grants nothing to a token of an older generation, which may be a thief's: there somebody has refreshed since, and its
 * client has to refresh, too (docs/adr/0021). A session that owes a second factor is granted nothing, also not by a hook.
 */
export async function correctToken(ctx: CallerCtx, token: ReadClaims): Promise<string | undefined> {
  if (!ctx.granted) return undefined
  const { generation, secondFactorDue, ...granted } = ctx.granted
  const wasMetadataRead = granted.appMetadata !== undefined
  const hasHook = ctx.hooks?.tokenClaims && !secondFactorDue
  const said = hasHook ? onlyGranted(ctx, token.granted) : token.granted
  const right =
    wasMetadataRead || secondFactorDue ? grantedClaims(ctx, granted) : { ...said, roles: granted.roles ?? undefined }
  if (JSON.stringify(right) === JSON.stringify(said)) return undefined
  const isOlder = generation !== null && generation !== token.gen // NULL: nothing is granted any more
  const { sub, sid, gen, iat, exp } = token
  if (isOlder) return undefined
  const claims = hasHook ? await hookClaims(ctx) : {} // they may depend on what was granted
  return claims && signAccessToken(ctx, { sub, sid, gen, iat, exp }, { ...claims, ...right })
}

/** Of the claims of a token those that operators decide: the others are a hook's. */
const onlyGranted = ({ settings }: Ctx, claims: GrantedClaims): GrantedClaims =>
  pick(claims, [...(settings.TOKEN_CLAIMS ?? []), 'roles'])
