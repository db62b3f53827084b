import type { Context } from 'hono'
import type { Ctx } from '../domain/context.ts'
import type { SupabaseEnv } from './env.ts'
import { redirectOf } from './redirects.ts'
import { type Pkce, toTokenHash } from './token-hash.ts'

/** What a link needs of a request, whoever has made it. */
type Asking = Pick<Context<SupabaseEnv>, 'get'> & { req: { query(name: string): string | undefined } }

type SentCode = Parameters<NonNullable<Ctx['codeLink']>>[0]

/** What a mail is for, as this protocol calls it. */
const TYPES = { verify_email: 'signup', change_email: 'email_change', login: 'magiclink', reset_password: undefined }

interface Asked {
  code_challenge?: string | undefined
  code_challenge_method?: Pkce['method'] | undefined
}

/** The challenge of an app that uses PKCE. */
export const pkceOf = ({
  code_challenge: challenge,
  code_challenge_method: method = 'plain',
}: Asked): Pkce | undefined => (challenge ? { challenge, method } : undefined)

/** The link of a code that is bound to an email address; one that is not has a page of ours. */
export function linkTo(c: Asking, { subject, linkToken: token, ...sent }: SentCode, pkce?: Pkce) {
  const { pagesUrl } = c.get('ctx')
  const type = sent.recovers ? 'recovery' : TYPES[sent.purpose]
  return pagesUrl && type && subject.includes('@')
    ? verifyUrl(c, pagesUrl, toTokenHash({ email: subject, token, pkce }), type)
    : undefined
}

/** Where a token hash is redeemed by opening it. */
export function verifyUrl(c: Asking, base: string, token: string, type: string, to = redirectAsked(c)) {
  const query = new URLSearchParams({ token, type, ...(to && { redirect_to: to }) })
  return new URL(`/auth/v1/verify?${query}`, base).href
}

/** Where the call wants its link to lead, if it may. */
export const redirectAsked = (c: Asking) => redirectOf(c.get('supabase'), c.req.query('redirect_to'))

/** The `ctx` of a call whose mails have links of this protocol, for an app that may use PKCE. */
export function mailing<C extends Ctx>(c: Asking, ctx: C, asked: Asked): C {
  const pkce = pkceOf(asked)
  return { ...ctx, codeLink: (sent: SentCode) => linkTo(c, sent, pkce) }
}
