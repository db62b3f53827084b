import {
  confirmAddress,
  countConfirmationAttempt,
  countConfirmationGuess,
  recordConfirmation,
  selectConfirming,
} from '../../../db/statements/address-codes.gen.ts'
import { forgetGuesses } from '../../../db/statements/code-attempts.gen.ts'
import { deleteVerificationCode } from '../../../db/statements/codes.gen.ts'
import type { GivenCode } from '../../../model/given-code.ts'
import { Problem } from '../../../model/problem.ts'
import { prepareMailboxProof } from '../../codes/prepare-mailbox-proof.ts'
import type { Ctx } from '../../context.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'

/**
 * Confirms the email address of whoever has signed up, with what was mailed to it, and signs them in. It proves the mailbox
 * and nothing of the password: whoever confirms need not be who has signed up (docs/adr/0022), so the address counts as
 * confirmed by a link. Throws `code_invalid`, also where nobody has the address, `rate_limited`, and what hooks throw, to
 * who has given the right code.
 */
export async function confirmSignUp(ctx: Ctx, input: GivenCode & { email: string }): Promise<SignedIn> {
  const { given, counts, who } = await prepareMailboxProof(ctx, 'verify_email', input, {
    attempt: countConfirmationAttempt,
    guess: countConfirmationGuess,
    who: selectConfirming,
  })
  const signIn = beginSignIn(ctx, 'email_verified', 'login_code', undefined)
  const { _id: eventId, createdAt: now } = signIn.event
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordConfirmation({ ...event, ...given }), {
    who,
    before: counts,
    after: {
      address: confirmAddress({ eventId, now }),
      guesses: forgetGuesses({ eventId, attemptId: given.attemptId }),
      code: deleteVerificationCode({ eventId }),
    },
    isDeviceKnown: true, // the mail of the code is what tells its owner
  })
  if (!signedIn) throw new Problem('code_invalid')
  return signedIn
}
