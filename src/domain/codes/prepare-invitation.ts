import type { Steps } from '../../db/database.ts'
import { putInvitationCode } from '../../db/statements/created-users.gen.ts'
import { INVITATION_LIFETIME_SECONDS } from '../../model/code-lifetime.ts'
import type { Ctx } from '../context.ts'
import { requireCodeSender, sendMail } from '../notices/send-mail.ts'
import { newCode } from './new-code.ts'
import { sendByHook } from './send-by-hook.ts'

const DAY_SECONDS = 86_400

/** What invites somebody for whom an account is made: a code of a password reset, which lives longer. */
interface Invitation {
  /** Stores it, after the event. */
  steps: Steps
  /** Mails it, once the event is recorded. */
  send(): void
}

/** Prepares the invitation of the event's user to the email address. Throws `mail_not_configured`. */
export async function prepareInvitation(ctx: Ctx, email: string, eventId: string): Promise<Invitation> {
  requireCodeSender(ctx)
  const { row, ...sent } = await newCode(ctx, 'reset_password', email, email, INVITATION_LIFETIME_SECONDS)
  const { code, linkToken } = sent
  const lifetimeDays = INVITATION_LIFETIME_SECONDS / DAY_SECONDS
  return {
    steps: { invitation: putInvitationCode({ ...row, eventId }) },
    send: () =>
      sendMail(
        ctx,
        'invitation',
        (mails) =>
          mails.invitationMail({
            ...{ to: email, code, linkToken, lifetimeDays },
            appName: ctx.settings.APP_NAME,
            baseUrl: ctx.pagesUrl,
          }),
        undefined,
        sendByHook(ctx, sent, email, 'invitation'),
      ),
  }
}
