import { INVITATION_LIFETIME_SECONDS } from '../../../model/code-lifetime.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import type { UnsentCode } from '../../codes/new-code.ts'
import { sendByHook } from '../../codes/send-by-hook.ts'
import { sendMail } from '../../notices/send-mail.ts'

const DAY_SECONDS = 86_400

/** Mails somebody for whom an account was made the code by which they come in, which an operator has had issued. */
export async function mailInvitation(ctx: OperatorCtx, { row: _, ...unsent }: UnsentCode): Promise<void> {
  const sent = { ...unsent, link: ctx.codeLink?.(unsent) }
  const to = sent.subject
  sendMail(
    ctx,
    'invitation',
    (mails) =>
      mails.invitationMail({
        ...sent,
        to,
        appName: ctx.settings.APP_NAME,
        baseUrl: ctx.pagesUrl,
        lifetimeDays: INVITATION_LIFETIME_SECONDS / DAY_SECONDS,
      }),
    undefined,
    sendByHook(ctx, sent, to, 'invitation'),
  )
}
