import type { GrantedClaims } from '../../crypto/tokens.ts'
import type { Granted } from '../../db/rows.ts'
import type { Ctx } from '../context.ts'

/**
 * What an access token says of what operators have granted its user: the members of their metadata that TOKEN_CLAIMS
 * names, and `roles` (RFC 9068 §2.2.3.1). Empty for most users.
 */
export function grantedClaims({ settings }: Pick<Ctx, 'settings'>, { roles, appMetadata }: Granted): GrantedClaims {
  const named = (settings.TOKEN_CLAIMS ?? []).flatMap((name) =>
    appMetadata && Object.hasOwn(appMetadata, name) ? [[name, appMetadata[name]]] : [],
  )
  return { ...Object.fromEntries(named), ...(roles && { roles }) }
}
