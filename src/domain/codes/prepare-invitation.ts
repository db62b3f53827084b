import type { Steps } from '../../db/database.ts'
import { putInvitationCode } from '../../db/statements/created-users.gen.ts'
import { INVITATION_LIFETIME_SECONDS } from '../../model/code-lifetime.ts'
import type { Ctx } from '../context.ts'
import { requireCodeSender } from '../notices/send-mail.ts'
import { newCode } from './new-code.ts'
import { sendInvitation } from './send-invitation.ts'

/** What invites somebody for whom an account is made: a code of a password reset, which lives longer. */
interface Invitation {
  /** Stores it, after the event. */
  steps: Steps
  /** Mails it, once the event is recorded. */
  send(locale: string | null): void
}

/** Prepares the invitation of the event's user to the email address. Throws `mail_not_configured`. */
export async function prepareInvitation(ctx: Ctx, email: string, eventId: string): Promise<Invitation> {
  requireCodeSender(ctx)
  const code = await newCode(ctx, 'reset_password', email, email, INVITATION_LIFETIME_SECONDS)
  return {
    steps: { invitation: putInvitationCode({ ...code.row, eventId }) },
    send: (locale) => sendInvitation(ctx, code, locale),
  }
}
