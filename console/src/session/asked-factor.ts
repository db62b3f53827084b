import type { PossibleFactor } from '../../../client/api.gen.ts'
import { LatchkeyError } from '../../../client/error.ts'

/** What `second_factor_required` says may go on. */
export interface AskedFactor {
  challenge: string
  factors: readonly PossibleFactor[]
  recoveryCodesLeft: number
}

/** What a failed sign-in asks for, or `undefined` if it failed for another reason. */
export function askedFactorOf(error: unknown): AskedFactor | undefined {
  if (!(error instanceof LatchkeyError) || error.code !== 'second_factor_required' || !error.challenge) return undefined
  const { challenge, factors, recoveryCodesLeft = 0 } = error
  return { challenge, factors, recoveryCodesLeft }
}
