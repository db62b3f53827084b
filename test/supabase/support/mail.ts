import { env } from 'cloudflare:workers'
import { openMailbox } from '../../support/mailbox.ts'
import { ORIGIN } from '../../support/origin.ts'
import { serviceWith } from '../../support/service.ts'
import { faceOf, SETTINGS } from './face.ts'

/** The face with a mailbox, and a browser that opens links. */
export function openMail(settings: Record<string, unknown> = {}) {
  const mailbox = openMailbox()
  const service = serviceWith({ ...SETTINGS, EMAIL: mailbox.EMAIL, ...settings })
  /** The link of the last mail to an address, from its path on. */
  const linkTo = (address: string): string => {
    const link = mailbox
      .mailsTo(address)
      .map(({ text }) => /^https:\S+$/m.exec(text)?.[0])
      .findLast((found) => found !== undefined)
    if (!link) throw new Error('no link was mailed')
    return link.slice(ORIGIN.length)
  }
  const submit = (path: string, fields: Record<string, string>, origin = ORIGIN) =>
    service(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
      body: new URLSearchParams(fields).toString(),
    })
  return { mailbox, service, face: faceOf(service), linkTo, submit, visit: (path: string) => service(path) }
}

/** An address that nobody has. */
export const newAddress = () => `robin-${crypto.randomUUID()}@example.com`

/** What a link holds, by name. */
export const inQuery = (link: string) => Object.fromEntries(new URL(link, ORIGIN).searchParams)

/** Where an answer leads, and what stands in its fragment. */
export function target(headers: Headers) {
  const url = new URL(headers.get('location') ?? 'about:blank')
  return { url, fragment: Object.fromEntries(new URLSearchParams(url.hash.slice(1))) }
}

/** A minute later, as far as codes of a user know. */
export const waitForNextCode = (address: string) =>
  env.DB.prepare('UPDATE codes SET replaceable_at = 0 WHERE address = ?').bind(address).run()

/** A verifier of PKCE, and its challenge. */
export async function drawVerifier() {
  const verifier = crypto.randomUUID() + crypto.randomUUID()
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const challenge = btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  return { verifier, asked: { code_challenge: challenge, code_challenge_method: 's256' } }
}
