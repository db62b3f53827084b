import type { Letterhead } from '../../mail/letterhead.ts'
import type { Mail } from '../../mail/mail.ts'
import type { Notice } from '../../mail/notice.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import type { OnDemand } from '../on-demand.ts'
import type { Recipient } from './recipient.ts'

/** What mails can say. */
type Mails = Awaited<ReturnType<OnDemand['mails']>>

/** How a mail differs from one that is simply sent. */
interface Terms {
  /** What its reader chose; else it is in the language that the call asks for. */
  locale?: string | null | undefined
  isAllowed?: (() => Promise<boolean>) | undefined
  /** May do without a mail. */
  isSentOtherwise?: (() => Promise<boolean>) | undefined
}

/** A mail that is to be written and sent. */
export interface MailToSend extends Terms {
  kind: string
  /** What the call asks for. */
  acceptLanguage: string | undefined
  write(mails: Mails, letterhead: Letterhead): Mail
}

/**
 * Writes and sends a mail after the response, so that a slow or broken provider changes no response; a failure is logged
 * by `kind` and its code. One that is not allowed is withheld, and the log says so. It is in the language of its reader.
 * Operators see how many were sent.
 */
export function sendMail(ctx: Ctx, kind: string, write: MailToSend['write'], terms: Terms = {}): void {
  const { acceptLanguage } = ctx.device
  if (!ctx.mailer && !terms.isSentOtherwise) return
  ctx.defer(
    `mail: ${kind}`,
    ctx.onDemand.delivery().then(({ deliverMail }) => deliverMail(ctx, { kind, write, acceptLanguage, ...terms })),
  )
}

/** Sends a notice to the owner of an account after the response. */
export const sendNotice = (
  ctx: Ctx,
  kind: string,
  { email: to, locale }: Recipient,
  write: (mails: Mails, notice: Notice) => Mail,
): void => sendMail(ctx, kind, (mails, letterhead) => write(mails, { ...letterhead, to }), { locale })

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
