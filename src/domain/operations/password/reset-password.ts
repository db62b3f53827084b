import { commit } from '../../../db/commit.ts'
import { recordProvenEvent } from '../../../db/statements/events.gen.ts'
import { selectProvenUser } from '../../../db/statements/hooks.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { prepareReset, type Reset } from '../../codes/prepare-reset.ts'
import type { Ctx } from '../../context.ts'
import { notifyPasswordChanged } from '../../notices/notify-password-changed.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'

type PasswordReset = Reset & { deviceName?: string | undefined }

/**
 * Sets a new password with a mailed code or its link's token, ends every session and starts a new one. A mail tells the
 * owner. The second factor of an account whose holder has shown that the mailbox is theirs stays, and is asked for.
 * Throws `code_invalid`, also for an unknown email, at the same cost, and what `prepareReset` and hooks throw.
 */
export async function resetPassword(ctx: Ctx, input: PasswordReset): Promise<SignedIn> {
  const { proof, countGuess, apply } = await prepareReset(ctx, input)
  const signIn = beginSignIn(ctx, 'password_reset', 'reset_code', input.deviceName)
  const counted = ctx.hooks?.beforeSession
    ? await commit(ctx.db, { ...countGuess, who: selectProvenUser({ proof, now: signIn.event.createdAt }) })
    : undefined
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordProvenEvent({ ...event, proof }), {
    who: counted?.who,
    before: counted ? {} : countGuess,
    after: apply(signIn.event, signIn.session._id),
    isDeviceKnown: true, // its email is of the password
    tell: (_, profile) => notifyPasswordChanged(ctx, { email: input.email, locale: profile?.locale }),
  })
  if (!signedIn) throw new Problem('code_invalid')
  return signedIn
}
