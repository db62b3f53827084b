import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { renderPage } from '../../http/pages/render-page.ts'
import { EMAIL_MAX, isEmail, normalizeEmail } from '../../model/email.ts'
import { Problem } from '../../model/problem.ts'
import { makeAuthCode } from '../auth-code.ts'
import { maybe, parse, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { failureOf, SupabaseError, translate } from '../errors.ts'
import { isMailType, redeem } from '../redeem.ts'
import { redirectOf } from '../redirects.ts'
import { readTokenHash } from '../token-hash.ts'

/** `verifyOtp`, and the links of mails. */
export const verifyRoute = new Hono<SupabaseEnv>()
  .get('/verify', (c) => answerLink(c, parse(link, c.req.query()), false))
  .post('/verify', async (c) => {
    const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
    if (!isForm) return verify(c)
    refuseOtherSites(c)
    return answerLink(c, await readInput(c, link), true)
  })

export const verifyBody = v.object({
  type: maybe(text),
  email: maybe(text),
  phone: maybe(text),
  token: maybe(text),
  token_hash: maybe(text),
})

async function verify(c: Context<SupabaseEnv>): Promise<Response> {
  const { type, email, phone, token, token_hash: hash } = await readInput(c, verifyBody)
  if (!type) throw invalid('Verify requires a verification type')
  if (!token === !hash) throw invalid('Verify requires either a token or a token hash')
  if (phone) throw isPhone(phone) ? expired() : invalid('Invalid phone number format (E.164 required)')
  if (hash) {
    if (email) throw invalid('Only the token_hash and type should be provided')
    const secret = readTokenHash(hash)
    if (!secret) throw expired()
    return c.json(await redeem(c, type, { email: secret.email, token: secret.token }))
  }
  if (!email || !token) throw invalid('Only an email address or phone number should be provided on verify')
  const address = normalizeEmail(email.slice(0, EMAIL_MAX + 1))
  if (!isEmail(address)) throw invalid('Invalid email format')
  return c.json(await redeem(c, type, { email: address, code: token }))
}

const invalid = (message: string) => new SupabaseError('validation_failed', message)
const expired = () => new SupabaseError('otp_expired')
const isPhone = (phone: string) => /^\+?[1-9]\d{1,14}$/.test(phone.replaceAll(' ', ''))

const link = v.object({ token: maybe(text), type: maybe(text), redirect_to: maybe(text) })

/**
 * Where a link of a mail leads: to the app, with a session in the fragment (RFC 6749 §4.2.2), or with a code that only the app
 * can exchange, which uses nothing up. Otherwise a page asks first: a mail scanner opens links, too.
 */
async function answerLink(c: Context<SupabaseEnv>, asked: v.InferOutput<typeof link>, isConfirmed: boolean) {
  const { type, token } = asked
  const supabase = c.get('supabase')
  if (!type || !token) throw invalid(`Verify requires a ${type ? 'token' : 'verification type'}`)
  if (!isMailType(type)) throw invalid('Unsupported verification type')
  const to = redirectOf(supabase, asked.redirect_to)
  const secret = readTokenHash(token)
  const { email = '', token: linkToken = '', pkce } = secret ?? {}
  if (secret && pkce && to) {
    const url = new URL(to)
    url.searchParams.set('code', await makeAuthCode(c.get('ctx'), type, { email, token: linkToken, pkce }))
    return redirect(c, url)
  }
  const opens = supabase.SUPABASE_LINKS_SIGN_IN === 'on' && c.req.raw.method === 'GET' // a HEAD must do nothing
  if (!isConfirmed && !opens) return ask(c, { token, type, redirect_to: to ?? '' }, to)
  try {
    if (!secret) throw expired()
    const { user: _, ...session } = await redeem(c, type, { email, token: linkToken })
    return to ? redirect(c, withFragment(to, { ...session, type })) : await show(c, 'done')
  } catch (error) {
    return fail(c, to, error, pkce !== undefined)
  }
}

/** Failures lead to the app, too (RFC 6749 §4.2.2.1). */
function fail(c: Context<SupabaseEnv>, to: string | undefined, error: unknown, isPkce: boolean) {
  const failure = failureOf(c.env.outer, error)
  if (!to) return show(c, 'error', failure instanceof Problem ? failure : new Problem('code_invalid'))
  const { code, message } = translate(failure)
  const description = { error: 'access_denied', error_code: code, error_description: message }
  const url = withFragment(to, description)
  if (isPkce) for (const [name, value] of Object.entries(description)) url.searchParams.set(name, value)
  return redirect(c, url)
}

function withFragment(to: string, members: Record<string, string | number>): URL {
  const url = new URL(to)
  url.hash = new URLSearchParams(Object.entries(members).map(([name, value]) => [name, String(value)])).toString()
  return url
}

function redirect(c: Context<SupabaseEnv>, { href }: URL): Response {
  c.header('referrer-policy', 'no-referrer')
  return c.redirect(href, 303)
}

const show = (c: Context<SupabaseEnv>, part: string, problem?: Problem) =>
  renderPage(c.env.outer, 'open-link', { show: [part], ...(problem && { problem }) })

/** Asks whether to go on. Browsers hold where a form leads to after a redirect to `form-action`, too. */
function ask(c: Context<SupabaseEnv>, values: Record<string, string>, to: string | undefined) {
  const { origin, protocol } = new URL(to ?? c.req.url)
  const target = origin === 'null' ? protocol : origin
  const policy = `default-src 'none'; style-src 'self'; form-action 'self' ${target}; base-uri 'none'; frame-ancestors 'none'`
  return renderPage(c.env.outer, 'open-link', { values, show: ['form'], policy })
}

/** Another site must not sign anybody in as somebody else. */
function refuseOtherSites(c: Context<SupabaseEnv>): void {
  const origin = c.req.header('origin')
  if (origin !== undefined && origin !== c.get('ctx').issuer && origin !== new URL(c.req.url).origin)
    throw new Problem('cross_site_form')
}
