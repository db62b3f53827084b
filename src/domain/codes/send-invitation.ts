import { INVITATION_LIFETIME_SECONDS } from '../../model/code-lifetime.ts'
import type { Ctx } from '../context.ts'
import { sendMail } from '../notices/send-mail.ts'
import type { UnsentCode } from './new-code.ts'
import { sendByHook } from './send-by-hook.ts'

const DAY_SECONDS = 86_400

/** Mails somebody for whom an account is made the code by which they come in, to the email address that it is bound to. */
export function sendInvitation(ctx: Ctx, { row: _, ...unsent }: UnsentCode, locale?: string | null): void {
  const sent = { ...unsent, link: ctx.codeLink?.(unsent) }
  const to = sent.subject
  sendMail(
    ctx,
    'invitation',
    (mails, letterhead) =>
      mails.invitationMail({
        ...letterhead,
        ...sent,
        to,
        lifetimeDays: INVITATION_LIFETIME_SECONDS / DAY_SECONDS,
      }),
    { locale, isSentOtherwise: sendByHook(ctx, sent, to, 'invitation') },
  )
}
