import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { readUnverified } from '../../crypto/read-unverified.ts'
import { isText } from '../../crypto/tokens.ts'
import type { CallerCtx } from '../../domain/context.ts'
import { linkIdentity } from '../../domain/operations/identities/link-identity.ts'
import { adoptRefreshToken } from '../../domain/operations/sessions/adopt-refresh-token.ts'
import { refreshToken } from '../../domain/operations/sessions/refresh-token.ts'
import { reissueTokens } from '../../domain/operations/sessions/reissue-tokens.ts'
import { login } from '../../domain/operations/sign-in/login.ts'
import { loginWithProvider } from '../../domain/operations/sign-in/login-with-provider.ts'
import { Problem } from '../../model/problem.ts'
import { openAuthCode } from '../auth-code.ts'
import { requireBearer } from '../authenticate.ts'
import { email, maybe, phone, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { renaming, SupabaseError } from '../errors.ts'
import { redeem } from '../redeem.ts'
import { answerSession } from '../session.ts'

const GRANTS: Record<string, (c: Context<SupabaseEnv>) => Promise<Response>> = {
  password: withPassword,
  refresh_token: withRefreshToken,
  pkce: withAuthCode,
  id_token: withIdToken,
  web3: () => Promise.reject(new SupabaseError('web3_provider_disabled')),
}

/** `signInWithPassword`, refreshes, `signInWithIdToken`, `exchangeCodeForSession`. */
export const tokenRoute = new Hono<SupabaseEnv>().post('/token', async (c) => {
  const grant = c.req.query('grant_type') ?? ''
  const run = Object.hasOwn(GRANTS, grant) ? GRANTS[grant] : undefined
  if (!run) throw new SupabaseError('validation_failed', 'unsupported_grant_type')
  return run(c)
})

export const passwordBody = v.object({ email: maybe(text), phone, password: maybe(text) })

const banned = renaming({ account_disabled: 'user_banned' }, 400)

async function withPassword(c: Context<SupabaseEnv>): Promise<Response> {
  const input = await readInput(c, passwordBody)
  if (!input.email) throw new SupabaseError('validation_failed', 'missing email or phone')
  const address = v.safeParse(email, input.email) // what is no address is nobody's
  if (!address.success) throw new SupabaseError('invalid_credentials')
  const given = {
    email: address.output,
    password: input.password ?? '',
    mustBeVerified: c.get('supabase').SUPABASE_AUTOCONFIRM === 'off',
  }
  return c.json(await answerSession(c, c.get('ctx'), (ctx) => login(ctx, given)).catch(banned))
}

export const refreshBody = v.object({ refresh_token: text })

/** SDKs drop the session at any answer of a refresh that does not say that the service fails: only what is final may be one. */
async function withRefreshToken(c: Context<SupabaseEnv>): Promise<Response> {
  const { refresh_token: given } = await readInput(c, refreshBody)
  return c.json(await rotate(c, given).catch(refused))
}

/** A token of Supabase's own says nothing of itself: one of ours stands for it. */
async function rotate(c: Context<SupabaseEnv>, given: string) {
  const token = readUnverified(given).payload ? given : await adoptRefreshToken(c.get('ctx'), given)
  const { sid } = readUnverified(token).payload ?? {} // a stranger may have written anything there
  return answerSession(c, c.get('ctx'), (ctx) => refreshToken(ctx, token), isText(sid) ? sid : '')
}

const refused = renaming(
  {
    token_invalid: 'refresh_token_not_found',
    token_expired: 'session_expired',
    session_ended: 'session_not_found',
    account_disabled: 'user_banned',
    rate_limited: () => new Problem('unavailable', { reason: 'rate limited', retryAfterSeconds: 60 }),
  },
  400,
)

export const idTokenBody = v.object({
  provider: maybe(text),
  id_token: maybe(text),
  nonce: maybe(text),
  link_identity: maybe(v.boolean('must be true or false')),
})

async function withIdToken(c: Context<SupabaseEnv>): Promise<Response> {
  const input = await readInput(c, idTokenBody)
  if (!input.id_token) throw new SupabaseError('validation_failed', 'id_token required')
  if (!input.provider) throw new SupabaseError('validation_failed', 'provider required')
  const provider = input.provider.replace(/^custom:/, '')
  const proof = { idToken: input.id_token, nonce: input.nonce }
  if (!input.link_identity) {
    const session = answerSession(c, c.get('ctx'), (ctx) => loginWithProvider(ctx, provider, proof))
    return c.json(await session.catch(banned))
  }
  if (c.get('supabase').SUPABASE_MANUAL_LINKING === 'off') throw new SupabaseError('manual_linking_disabled')
  const callerCtx = await requireBearer(c)
  const link = async (ctx: CallerCtx) => {
    await linkIdentity(ctx, provider, proof)
    return reissueTokens(ctx)
  }
  return c.json(await answerSession(c, callerCtx, link, callerCtx.caller.sessionId))
}

export const exchangeBody = v.object({ auth_code: maybe(text), code_verifier: maybe(text) })

/** A code that was used up looks as one that never was. */
async function withAuthCode(c: Context<SupabaseEnv>): Promise<Response> {
  const { auth_code: code, code_verifier: verifier } = await readInput(c, exchangeBody)
  if (!code || !verifier)
    throw new SupabaseError(
      'validation_failed',
      'invalid request: both auth code and code verifier should be non-empty',
    )
  const { type, ...given } = await openAuthCode(c.get('ctx'), code, verifier)
  const session = await redeem(c, type, { ...given, isAsker: true }).catch(
    renaming({ code_invalid: 'flow_state_not_found' }),
  )
  return c.json(session)
}
