import type { Steps } from '../../db/database.ts'
import type { Bound } from '../../db/statement.ts'
import { forgetAttemptsAfterEvent } from '../../db/statements/attempts.gen.ts'
import { forgetGuesses } from '../../db/statements/code-attempts.gen.ts'
import { countResetAttempt, countResetGuess } from '../../db/statements/password.gen.ts'
import { newId } from '../../lib/id.ts'
import type { GivenCode } from '../../model/given-code.ts'
import type { ResetCodeProof } from '../../model/proof.ts'
import type { Ctx } from '../context.ts'
import { loginAttemptKey } from '../proofs/attempt-keys.ts'
import { hashCode } from './hash-code.ts'

/** What somebody gives who says that they read the mailbox of a reset. */
export interface GivenReset {
  proof: ResetCodeProof
  /** Counts the guess, if it may be one; before the event. A link's token is none: no counter that others spend may keep its owner out. */
  countGuess: { attempt?: Bound<D1Result>; guess?: Bound<D1Result> }
  /** Forgets what was counted, of codes and of passwords; after the event. */
  forgetGuesses(eventId: string): Steps
}

/** The proof that a mailed code of a reset is, or the token of its link. Whether it is right, only the statement tells. */
export async function proveResetCode(ctx: Ctx, email: string, given: GivenCode): Promise<GivenReset> {
  const attemptId = newId()
  const codeHash = await hashCode(ctx, 'reset_password', email, given)
  const attemptKey = await loginAttemptKey(ctx, email)
  return {
    proof: { method: 'reset_code', email, codeHash, attemptId },
    countGuess:
      'code' in given
        ? { attempt: countResetAttempt({ email }), guess: countResetGuess({ email, attemptId, now: ctx.now() }) }
        : {},
    forgetGuesses: (eventId) => ({
      guesses: forgetGuesses({ eventId, attemptId }),
      attempts: forgetAttemptsAfterEvent({ attemptKey, eventId }),
    }),
  }
}
