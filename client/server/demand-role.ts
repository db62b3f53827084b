import { AccessError } from '../access/access-error.ts'
import type { VerifiedUser } from './create-verifier.ts'

/**
 * Throws an `AccessError` unless the user's token has a role. Throws an `Error` if there is no user: then the route has
 * forgotten to authenticate.
 */
export function demandRole(user: VerifiedUser | null | undefined, role: string): void {
  if (!user) throw new Error(`nobody was authenticated before the role '${role}' was asked for`)
  if (!user.roles.includes(role)) throw new AccessError('role_required')
}
