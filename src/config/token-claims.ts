import { misconfigured } from './environment.ts'
import { isReservedClaim } from './reserved-claims.ts'
import type { Settings } from './settings.ts'

/** Checks which members of users' metadata TOKEN_CLAIMS names. Throws `misconfigured`. */
export function checkTokenClaims({ TOKEN_CLAIMS: names = [] }: Settings): void {
  if (!names.some(isReservedClaim)) return
  const message = 'must not name a claim that has a meaning in every token, such as sub'
  throw misconfigured([{ path: 'TOKEN_CLAIMS', message }])
}
