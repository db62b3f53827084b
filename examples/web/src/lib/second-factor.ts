import type { PossibleFactor } from 'latchkey/client'
import { createContext } from 'react'

/** What a second factor goes with, and which there are. */
export interface AskedFactor {
  challenge: string
  factors: readonly PossibleFactor[]
  recoveryCodesLeft: number
}

/** Shows the question, and resolves when it is answered. Rejects with an `AbortError` if the user changes their mind. */
export type Ask = (asked: AskedFactor) => Promise<void>

export const AskSecondFactor = createContext<Ask>(() => Promise.reject(new Error('SecondFactorAsker is missing')))

/** The question, as a failed sign-in or a challenge has it. */
export const askedBy = (
  challenge: string,
  { factors, recoveryCodesLeft = 0 }: { factors: readonly PossibleFactor[]; recoveryCodesLeft?: number | undefined },
): AskedFactor => ({ challenge, factors, recoveryCodesLeft })
