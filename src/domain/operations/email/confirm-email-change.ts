import { isUniqueViolation } from '../../../db/failures.ts'
import { forgetGuesses } from '../../../db/statements/code-attempts.gen.ts'
import { deleteEmailCodes } from '../../../db/statements/codes.gen.ts'
import { selectFormerAddress } from '../../../db/statements/email.gen.ts'
import { recordUpgradeByLink } from '../../../db/statements/guests.gen.ts'
import {
  countMoveAttempt,
  countMoveGuess,
  moveToNewAddress,
  recordMove,
  selectMoving,
} from '../../../db/statements/move-codes.gen.ts'
import type { GivenCode } from '../../../model/given-code.ts'
import { Problem } from '../../../model/problem.ts'
import { prepareMailboxProof } from '../../codes/prepare-mailbox-proof.ts'
import type { Ctx } from '../../context.ts'
import { newSignInEvent } from '../../events/new-event.ts'
import { notifyEmailChanged } from '../../notices/notify-email-changed.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'

/**
 * Moves an account to the new email address with what was mailed there, and signs its user in; a guest becomes a user. Who
 * gives it reads the mailbox, and need not be who holds the account, so the address counts as confirmed by a link. A mail
 * tells the former address, if it was verified. Throws `code_invalid`, `email_taken` if another user has the address by
 * now, `rate_limited`, and what hooks throw.
 */
export async function confirmEmailChange(ctx: Ctx, input: GivenCode & { email: string }): Promise<SignedIn> {
  const { given, counts, who } = await prepareMailboxProof(ctx, 'change_email', input, {
    attempt: countMoveAttempt,
    guess: countMoveGuess,
    who: selectMoving,
  })
  const signIn = beginSignIn(ctx, 'email_changed', 'login_code', undefined)
  const { _id: eventId, createdAt: now } = signIn.event
  const upgrade = newSignInEvent(ctx, 'guest_upgraded', signIn.session)
  const added = who?.isGuest
    ? await ctx.hooks?.beforeRegister?.(ctx, {
        ...{ method: 'login_code', provider: null, guestId: who.userId, profile: {} },
        ...{ email: input.email, emailVerified: true, name: null },
      })
    : undefined
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordMove({ ...event, ...given }), {
    who,
    before: counts,
    reads: {
      // In this order: the former address is read before the account leaves it, and after the event that says that it does.
      former: selectFormerAddress({ eventId }),
      upgrade: recordUpgradeByLink({ ...upgrade, linkedId: eventId }),
      ...added?.store(upgrade._id),
      address: moveToNewAddress({ eventId, now }),
      guesses: forgetGuesses({ eventId, attemptId: given.attemptId }),
      codes: deleteEmailCodes({ eventId }),
    },
    tell: ({ former }) => {
      if (former?.email) notifyEmailChanged(ctx, { email: former.email, locale: former.locale })
    },
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'users.email') ? new Problem('email_taken') : error
  })
  if (!signedIn) throw new Problem('code_invalid')
  return signedIn
}
