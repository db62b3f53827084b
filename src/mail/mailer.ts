import { sendWithBinding } from './cloudflare.ts'
import { MailError, type Mailer } from './mail.ts'
import { sendWithResend } from './resend.ts'

interface MailSettings {
  APP_NAME: string
  MAIL_FROM?: string | undefined
  EMAIL?: SendEmail | undefined
  RESEND_API_KEY?: string | undefined
}

const TIMEOUT_MS = 10_000 // well within the 30 seconds that work after a response may take

/** The mailer that the settings ask for: Resend if there is a key, else the binding; `undefined` without a sender. */
export function createMailer({ APP_NAME, MAIL_FROM, EMAIL, RESEND_API_KEY }: MailSettings): Mailer | undefined {
  if (!MAIL_FROM) return undefined
  const from = { name: APP_NAME, email: MAIL_FROM }
  if (RESEND_API_KEY) return { send: (mail) => withinTimeout(sendWithResend(RESEND_API_KEY, from, mail)) }
  if (EMAIL) return { send: (mail) => withinTimeout(sendWithBinding(EMAIL, from, mail)) }
  return undefined
}

async function withinTimeout(sending: Promise<void>): Promise<void> {
  const timeout = scheduler.wait(TIMEOUT_MS).then(() => Promise.reject(new MailError('timeout')))
  await Promise.race([sending, timeout])
}
