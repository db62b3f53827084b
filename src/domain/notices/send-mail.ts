import type { Mail } from '../../mail/mail.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/**
 * Sends after the response, so that a slow or broken provider changes no response; a failure is logged by `kind` and its
 * code.
 */
export function sendMail(ctx: Ctx, kind: string, mail: Mail): void {
  const { mailer } = ctx
  if (mailer) ctx.defer(`mail: ${kind}`, mailer.send(mail))
}

/** For calls that are useless without mail. Throws `mail_not_configured`. */
export function requireMailer(ctx: Ctx): void {
  if (!ctx.mailer) throw new Problem('mail_not_configured')
}
