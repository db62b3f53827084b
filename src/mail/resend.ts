import { type Mail, MailError, type Sender } from './mail.ts'

/** Sends through Resend's HTTPS API. */
export async function sendWithResend(apiKey: string, from: Sender, { to, subject, text, html }: Mail): Promise<void> {
  const response = await fetch('https://api.resend.com/emails', {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ from: `${quote(from.name)} <${from.email}>`, to: [to], subject, text, html }),
  })
  await response.body?.cancel()
  if (!response.ok) throw new MailError(`resend_${response.status}`)
}

/** RFC 5322 §3.2.4: a display name may hold anything if it is quoted. */
const quote = (name: string) => `"${name.replace(/["\\]/g, '\\$&')}"`
