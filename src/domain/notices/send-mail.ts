import { log } from '../../lib/log.ts'
import type { Mail } from '../../mail/mail.ts'
import type { Notice } from '../../mail/notice.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import type { OnDemand } from '../on-demand.ts'

/** What mails can say. */
type Mails = Awaited<ReturnType<OnDemand['mails']>>

/**
 * Writes and sends a mail after the response, so that a slow or broken provider changes no response; a failure is logged
 * by `kind` and its code. One that is not allowed is withheld, and the log says so; `isSentOtherwise` may do without a mail.
 * Operators see how many were sent.
 */
export function sendMail(
  ctx: Ctx,
  kind: string,
  write: (mails: Mails) => Mail,
  isAllowed?: () => Promise<boolean>,
  isSentOtherwise?: () => Promise<boolean>,
): void {
  const { mailer, defer, onDemand, requestId, settings, hooks } = ctx
  if (!mailer && !isSentOtherwise) return
  const send = async () => {
    if (isAllowed && !(await isAllowed())) return log('error', 'mail_withheld', { requestId, kind })
    if (await isSentOtherwise?.()) return
    if (!mailer) return log('error', 'code_not_sent', { requestId, kind })
    const written = write(await onDemand.mails())
    const mail = hooks?.beforeMail ? await hooks.beforeMail(ctx, kind, written) : written
    if (!mail) return // the hook has sent it
    const sending = mailer.send(mail)
    // By itself: whatever becomes of the count, the mail is sent.
    if (settings.ADMIN === 'on')
      defer(
        'mail count',
        onDemand.mailCount().then(({ countMail }) => countMail(ctx, sending)),
      )
    await sending
  }
  defer(`mail: ${kind}`, send())
}

/** Sends a notice to the owner of an account, at `to`, after the response. */
export const sendNotice = (ctx: Ctx, kind: string, to: string, write: (mails: Mails, notice: Notice) => Mail): void =>
  sendMail(ctx, kind, (mails) => write(mails, { to, appName: ctx.settings.APP_NAME, baseUrl: ctx.pagesUrl }))

/** For calls that are useless without mail. Throws `mail_not_configured`. */
export function requireMailer(ctx: Ctx): void {
  if (!ctx.mailer) throw new Problem('mail_not_configured')
}

/** Whether a code can be sent: by mail, or as a hook does. */
export const canSendCode = (ctx: Ctx): boolean => ctx.mailer !== undefined || ctx.hooks?.sendCode !== undefined

/** For calls that are useless unless a code can be sent. Throws `mail_not_configured`. */
export function requireCodeSender(ctx: Ctx): void {
  if (!canSendCode(ctx)) throw new Problem('mail_not_configured')
}
