import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { readUnverified } from '../../crypto/read-unverified.ts'
import { refreshToken } from '../../domain/operations/sessions/refresh-token.ts'
import { login } from '../../domain/operations/sign-in/login.ts'
import { Problem } from '../../model/problem.ts'
import { openAuthCode } from '../auth-code.ts'
import { email, maybe, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'
import { redeem } from '../redeem.ts'
import { presentSession, readingAccount } from '../session.ts'

const GRANTS: Record<string, (c: Context<SupabaseEnv>) => Promise<Response>> = {
  password: withPassword,
  refresh_token: withRefreshToken,
  pkce: withAuthCode,
}

/** `signInWithPassword`, refreshes, `signInWithIdToken`, `exchangeCodeForSession`. */
export const tokenRoute = new Hono<SupabaseEnv>().post('/token', async (c) => {
  const grant = c.req.query('grant_type') ?? ''
  const run = Object.hasOwn(GRANTS, grant) ? GRANTS[grant] : undefined
  if (!run) throw new SupabaseError('validation_failed', 'unsupported_grant_type')
  return run(c)
})

const credentials = v.object({ email: maybe(email), phone: maybe(text), password: text })

async function withPassword(c: Context<SupabaseEnv>): Promise<Response> {
  const input = await readInput(c, credentials)
  if (input.phone) throw new SupabaseError('phone_provider_disabled')
  if (!input.email) throw new SupabaseError('validation_failed', 'missing email or phone')
  const { ctx, account } = readingAccount(c.get('ctx'))
  const { tokens } = await login(ctx, { email: input.email, password: input.password })
  return c.json(await presentSession(ctx, c.get('supabase'), tokens, account()), 200)
}

const refresh = v.object({ refresh_token: text })

async function withRefreshToken(c: Context<SupabaseEnv>): Promise<Response> {
  const { refresh_token: token } = await readInput(c, refresh)
  const { ctx, account } = readingAccount(c.get('ctx'), String(readUnverified(token).payload?.sid ?? ''))
  const tokens = await refreshToken(ctx, token)
  return c.json(await presentSession(ctx, c.get('supabase'), tokens, account()), 200)
}

const exchange = v.object({ auth_code: maybe(text), code_verifier: maybe(text) })

/** A code that was used up looks as one that never was. */
async function withAuthCode(c: Context<SupabaseEnv>): Promise<Response> {
  const { auth_code: code, code_verifier: verifier } = await readInput(c, exchange)
  if (!code || !verifier)
    throw new SupabaseError(
      'validation_failed',
      'invalid request: both auth code and code verifier should be non-empty',
    )
  const { type, ...given } = await openAuthCode(c.get('ctx'), code, verifier)
  const session = await redeem(c, type, given).catch((error: unknown) => {
    throw error instanceof Problem && error.code === 'code_invalid' ? new SupabaseError('flow_state_not_found') : error
  })
  return c.json(session, 200)
}
