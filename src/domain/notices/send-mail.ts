import type { Mail } from '../../mail/mail.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import type { OnDemand } from '../on-demand.ts'

/** What mails can say. */
type Mails = Awaited<ReturnType<OnDemand['mails']>>

/**
 * Writes and sends a mail after the response, so that a slow or broken provider changes no response; a failure is logged by `kind` and its
 * code.
 */
export function sendMail({ mailer, defer, onDemand }: Ctx, kind: string, write: (mails: Mails) => Mail): void {
  if (!mailer) return
  defer(
    `mail: ${kind}`,
    onDemand.mails().then((mails) => mailer.send(write(mails))),
  )
}

/** For calls that are useless without mail. Throws `mail_not_configured`. */
export function requireMailer(ctx: Ctx): void {
  if (!ctx.mailer) throw new Problem('mail_not_configured')
}
