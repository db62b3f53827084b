import type { SentCode } from '../../mail/code-link.ts'
import { CODE_LIFETIME_SECONDS } from '../../model/code-lifetime.ts'
import type { Ctx } from '../context.ts'
import { type MailCause, mayMailUnconfirmed } from '../limits/unconfirmed-mail.ts'
import type { Recipient } from '../notices/recipient.ts'
import { sendMail } from '../notices/send-mail.ts'
import type { UnsentCode } from './new-code.ts'
import { sendByHook } from './send-by-hook.ts'

/**
 * Sends a code after the response: as a hook does, or else by mail. With a `cause`, to an address that nobody has
 * confirmed: it is withheld if too many such emails were sent.
 */
export function sendCode(
  ctx: Ctx,
  { row: _, ...unsent }: UnsentCode & Pick<SentCode, 'recovers'>,
  { email: to, locale }: Recipient,
  cause?: MailCause,
): void {
  const sent = { ...unsent, link: ctx.codeLink?.(unsent) }
  sendMail(
    ctx,
    sent.purpose,
    (mails, letterhead) =>
      mails.codeMail({
        ...letterhead,
        ...sent,
        to,
        lifetimeMinutes: CODE_LIFETIME_SECONDS / 60,
      }),
    {
      locale,
      isAllowed: cause && (() => mayMailUnconfirmed(ctx, cause)),
      isSentOtherwise: sendByHook(ctx, sent, to),
    },
  )
}
