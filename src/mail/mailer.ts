import { sendWithBinding } from './cloudflare.ts'
import { MailError, type Mailer, type Sender } from './mail.ts'
import { sendWithResend } from './resend.ts'

/** Who sends, and how: by Resend or by the binding. */
interface Sending {
  sender: Sender | undefined
  resendApiKey: string | undefined
  binding: SendEmail | undefined
}

const TIMEOUT_MS = 10_000 // well within the 30 seconds that work after a response may take

/** The mailer that the settings ask for: Resend if there is a key, else the binding; `undefined` without a sender. */
export function createMailer({ sender, resendApiKey, binding }: Sending): Mailer | undefined {
  if (!sender) return undefined
  if (resendApiKey) return { send: (mail) => withinTimeout(sendWithResend(resendApiKey, mail.from ?? sender, mail)) }
  if (binding) return { send: (mail) => withinTimeout(sendWithBinding(binding, mail.from ?? sender, mail)) }
  return undefined
}

async function withinTimeout(sending: Promise<void>): Promise<void> {
  const timeout = scheduler.wait(TIMEOUT_MS).then(() => Promise.reject(new MailError('timeout')))
  await Promise.race([sending, timeout])
}
