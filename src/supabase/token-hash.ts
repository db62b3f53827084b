import { decodeBase64url, encodeBase64url } from '../lib/base64url.ts'

/** How an app asks to get a session that it alone can fetch (RFC 7636). */
export interface Pkce {
  challenge: string
  method: 's256' | 'plain'
}

/** What a link in a mail holds: a secret, the email address that it is bound to, and the challenge of the app that asked. */
export interface LinkSecret {
  email: string
  token: string
  pkce?: Pkce | undefined
}

const PKCE = 'pkce_' // as theirs begins

const encode = (text: string) => encodeBase64url(new TextEncoder().encode(text))

const decode = (text: string) => {
  const bytes = decodeBase64url(text)
  return bytes && new TextDecoder().decode(bytes)
}

/** The one text of a link, which this protocol calls its token hash. */
export function toTokenHash({ email, token, pkce }: LinkSecret): string {
  const bound = `${encode(email)}.${token}`
  return pkce ? `${PKCE}${encode(`${pkce.method}.${pkce.challenge}`)}.${bound}` : bound
}

/** Reads it; `undefined` for a text that is none. What it says is worth nothing until the secret is redeemed. */
export function readTokenHash(text: string): LinkSecret | undefined {
  const isPkce = text.startsWith(PKCE)
  const [token, address, flow] = (isPkce ? text.slice(PKCE.length) : text).split('.').reverse()
  const email = address && decode(address)
  if (!token || !email) return undefined
  const [, method, challenge] = (isPkce && /^(s256|plain)\.(.+)$/.exec(decode(flow ?? '') ?? '')) || []
  if (!isPkce) return { email, token }
  return challenge ? { email, token, pkce: { challenge, method: method as Pkce['method'] } } : undefined
}
