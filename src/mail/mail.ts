/** A mail to one email address, with both parts. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /** Another sender than that of the settings. */
  from?: Sender | undefined
}

export interface Sender {
  name: string
  email: string
}

export interface Mailer {
  /** Rejects with an error whose `code` may be logged; gives up after ten seconds. */
  send(mail: Mail): Promise<void>
}

/** A failed send. Its message says nothing about the mail. */
export class MailError extends Error {
  override readonly name = 'MailError'
  readonly code: string

  constructor(code: string) {
    super('the mail was not sent')
    this.code = code
  }
}
