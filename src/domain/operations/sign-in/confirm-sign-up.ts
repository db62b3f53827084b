import { deleteChallengesOfUser } from '../../../db/statements/challenges.gen.ts'
import { forgetGuesses } from '../../../db/statements/code-attempts.gen.ts'
import { deleteVerificationCode } from '../../../db/statements/codes.gen.ts'
import { deleteIdentities } from '../../../db/statements/identities.gen.ts'
import { deleteSessionsExcept } from '../../../db/statements/sessions.gen.ts'
import {
  confirmAddress,
  countConfirmationAttempt,
  countConfirmationGuess,
  recordConfirmation,
  recordContestedSignUp,
  selectConfirming,
  takeSignUpPassword,
} from '../../../db/statements/sign-up-codes.gen.ts'
import type { GivenCode } from '../../../model/given-code.ts'
import { Problem } from '../../../model/problem.ts'
import { prepareMailboxProof } from '../../codes/prepare-mailbox-proof.ts'
import type { Ctx } from '../../context.ts'
import { newSignInEvent } from '../../events/new-event.ts'
import { dropForeignWaysIn } from '../../sign-in/drop-foreign-ways-in.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'

type Confirmation = GivenCode & {
  email: string
  /** Whether it is known that who confirms is who has signed up: who types the digits is taken for them. */
  isAsker?: boolean
}

/**
 * Confirms the email address of whoever has signed up, with what was mailed to it, and signs them in. Who types the code is who
 * has asked for it, so the account is theirs, with the password of the sign-up that the code was mailed for. If somebody else
 * has made it before, with another password, all that they have of it goes. A link proves the mailbox alone: whoever follows it
 * need not be who has signed up (docs/adr/0022). Throws `code_invalid`, also where nobody has the address, `rate_limited`, and
 * what hooks throw, to who has given the right code.
 */
export async function confirmSignUp(ctx: Ctx, input: Confirmation): Promise<SignedIn> {
  const { given, counts, who } = await prepareMailboxProof(ctx, 'verify_email', input, {
    attempt: countConfirmationAttempt,
    guess: countConfirmationGuess,
    who: selectConfirming,
  })
  const isAsker = input.isAsker ?? 'code' in input
  const signIn = beginSignIn(ctx, 'email_verified', 'login_code', undefined)
  const { _id: eventId, createdAt: now } = signIn.event
  const contested = { ...newSignInEvent(ctx, 'password_reset', signIn.session), ...given }
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordConfirmation({ ...event, ...given }), {
    who,
    before: {
      ...counts,
      ...(isAsker && {
        contested: recordContestedSignUp(contested),
        formerSessions: deleteSessionsExcept({ eventId: contested._id, keptId: null }),
        formerChallenges: deleteChallengesOfUser({ eventId: contested._id }),
        formerIdentities: deleteIdentities({ eventId: contested._id }),
        ...dropForeignWaysIn(contested._id),
        password: takeSignUpPassword({ eventId: contested._id }),
      }),
    },
    after: {
      address: confirmAddress({ eventId, isAsker, now }),
      guesses: forgetGuesses({ eventId, attemptId: given.attemptId }),
      code: deleteVerificationCode({ eventId }),
    },
    isDeviceKnown: true, // the mail of the code is what tells its owner
  })
  if (!signedIn) throw new Problem('code_invalid')
  return signedIn
}
