import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'

/** What an operator does: `null` takes all roles away. */
export const setRoles = (userId: string, roles: string[] | null) =>
  env.DB.prepare('UPDATE users SET roles = ? WHERE id = ?')
    .bind(roles && JSON.stringify(roles), userId)
    .run()

export const setAppMetadata = (userId: string, appMetadata: Record<string, unknown> | null) =>
  env.DB.prepare('UPDATE users SET app_metadata = ? WHERE id = ?')
    .bind(appMetadata && JSON.stringify(appMetadata), userId)
    .run()

/** The roles that an access token says; `undefined` if it says none. */
export const rolesOf = (token: string | null | undefined): unknown => (token ? decodeJwt(token).roles : undefined)
