import { openMailbox } from '../support/mailbox.ts'
import { ORIGIN } from '../support/origin.ts'
import { type Answer, type Service, serviceWith } from '../support/service.ts'

/** The service as a browser and a mailbox see it. */
export function openBrowser(overrides: Record<string, unknown> = {}) {
  const mailbox = openMailbox()
  const service: Service = serviceWith({ EMAIL: mailbox.EMAIL, ...overrides })
  const submit = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    service(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, ...headers },
      body: new URLSearchParams(fields).toString(),
    })
  return { mailbox, service, submit, visit: (path: string) => service(path) }
}

/** The link of the last mail to an address, from its path on. */
export function linkIn({ mailbox }: ReturnType<typeof openBrowser>, address: string): string {
  const link = mailbox
    .mailsTo(address)
    .map(({ text }) => /^https:\S+$/m.exec(text)?.[0])
    .findLast((found) => found !== undefined)
  if (!link) throw new Error('no link was mailed')
  return link.slice(ORIGIN.length)
}

/** What a page's field holds; `undefined` if it holds nothing. */
export const fieldOf = ({ body }: Answer, name: string): string | undefined =>
  new RegExp(`<input[^>]*name="${name}"[^>]*?value="([^"]*)"`).exec(body)?.[1]

/** What a page says went wrong. */
export const errorOf = ({ body }: Answer): string | undefined => /role="alert"[^>]*>([^<]*)</.exec(body)?.[1]
