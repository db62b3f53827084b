/** A mail as the Workers binding is given it. */
export interface SentMail {
  to: string
  subject: string
  text: string
  html: string
}

/** A sender that keeps what it is given. Pass `EMAIL` to `serviceWith`. */
export function openMailbox() {
  const mails: SentMail[] = []
  const send = async (mail: SentMail) => {
    mails.push(mail)
    return { messageId: `message-${mails.length}` }
  }
  const lastCode = (): string => {
    const code = /^\d{6}$/m.exec(mails.at(-1)?.text ?? '')?.[0]
    if (!code) throw new Error('the last mail has no code')
    return code
  }
  return { EMAIL: { send }, mails, lastCode }
}

export type Mailbox = ReturnType<typeof openMailbox>
