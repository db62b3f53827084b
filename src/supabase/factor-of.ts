import { SupabaseError } from './errors.ts'
import { fromUuid, isUuid } from './ids.ts'
import { type Account, storedFactors } from './present-user.ts'

/** The id of ours that a path names. Throws `mfa_factor_not_found` for what is none. */
export function readFactorId(uuid: string): string {
  if (!isUuid(uuid)) throw new SupabaseError('mfa_factor_not_found')
  return fromUuid(uuid)
}

/** The factor of an account that a UUID names. Throws `mfa_factor_not_found`. */
export function factorOf({ factors }: Pick<Account, 'factors'>, uuid: string) {
  const factorId = readFactorId(uuid)
  const factor = storedFactors(factors).find(({ _id }) => _id === factorId)
  if (!factor) throw new SupabaseError('mfa_factor_not_found')
  return factor
}
