/** A mail as the Workers binding is given it. */
export interface SentMail {
  from: { name: string; email: string }
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
  const mailsTo = (address: string) => mails.filter(({ to }) => to === address)
  /** The last code that was mailed, to anybody or to one address. */
  const lastCode = (address?: string): string => {
    const code = (address === undefined ? mails : mailsTo(address)).map(codeIn).findLast((found) => found !== undefined)
    if (!code) throw new Error('no code was mailed')
    return code
  }
  /** The secret of the last link that was mailed, to anybody or to one address. */
  const lastToken = (address?: string): string => {
    const token = (address === undefined ? mails : mailsTo(address)).map(tokenIn).findLast((found) => found)
    if (!token) throw new Error('no link was mailed')
    return token
  }
  return { EMAIL: { send }, mails, mailsTo, lastCode, lastToken }
}

/** A sender that takes no mail until the response is there: so what waits for a mail is done after it. */
export function openSlowMailbox() {
  const mailbox = openMailbox()
  const { promise, resolve } = Promise.withResolvers<void>()
  const send = async (mail: SentMail) => {
    await promise
    return mailbox.EMAIL.send(mail)
  }
  return { ...mailbox, EMAIL: { send }, onResponse: resolve }
}

export type Mailbox = ReturnType<typeof openMailbox>

/** The code of a mail, as a phone finds it: in a line of its own. */
export const codeIn = ({ text }: Pick<SentMail, 'text'>): string | undefined => /^\d{6}$/m.exec(text)?.[0]

/** The secret in the link of a mail. */
export const tokenIn = ({ text }: Pick<SentMail, 'text'>): string | undefined => /[?&]token=([\w-]+)$/m.exec(text)?.[1]

/** Another code than this one, of the same form. */
export const otherThan = (code: string, step = 1): string => String((Number(code) + step) % 1_000_000).padStart(6, '0')
