import { log } from '../../lib/log.ts'
import type { Ctx } from '../context.ts'
import type { MailToSend } from './send-mail.ts'

/**
 * Writes a mail in its reader's language, and sends it. One that is not allowed is withheld, and the log says so;
 * one that is sent otherwise is not written. Rejects if the mailer does.
 */
export async function deliverMail(
  ctx: Ctx,
  { kind, isAllowed, isSentOtherwise, ...toWrite }: MailToSend,
): Promise<void> {
  const { mailer, defer, onDemand, requestId, settings, hooks, pagesUrl } = ctx
  if (isAllowed && !(await isAllowed())) return log('error', 'mail_withheld', { requestId, kind })
  if (await isSentOtherwise?.()) return
  if (!mailer) return log('error', 'code_not_sent', { requestId, kind })
  const { write, locale, acceptLanguage } = toWrite
  const [mails, languages] = await Promise.all([onDemand.mails(), onDemand.languages()])
  const language = await languages.languageFor({ locale, acceptLanguage, fallback: settings.DEFAULT_LOCALE })
  const { APP_NAME: appName, BRAND_COLOR: brandColor } = settings
  const written = write(mails, { language, appName, brandColor, baseUrl: pagesUrl })
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
