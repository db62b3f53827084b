import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { readUnverified } from '../../crypto/read-unverified.ts'
import type { Ctx } from '../../domain/context.ts'
import { adoptRefreshToken } from '../../domain/operations/sessions/adopt-refresh-token.ts'
import { refreshToken } from '../../domain/operations/sessions/refresh-token.ts'
import { login } from '../../domain/operations/sign-in/login.ts'
import { Problem } from '../../model/problem.ts'
import { email, maybe, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'
import { presentSession, readingAccount } from '../session.ts'

const GRANTS: Record<string, (c: Context<SupabaseEnv>) => Promise<Response>> = {
  password: withPassword,
  refresh_token: withRefreshToken,
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

/** A refresh token of ours: the one that was given, or that stands for one of Supabase, which says nothing of itself. */
async function ownToken(ctx: Ctx, given: string): Promise<string> {
  if (readUnverified(given).payload) return given
  return adoptRefreshToken(ctx, given).catch((error: unknown) => {
    const code = error instanceof Problem ? error.code : undefined
    if (code === 'token_invalid') throw new SupabaseError('refresh_token_not_found')
    if (code === 'rate_limited') throw new Problem('unavailable', { reason: 'rate limited', retryAfterSeconds: 60 }) // no SDK drops the session
    throw error
  })
}

const refresh = v.object({ refresh_token: text })

async function withRefreshToken(c: Context<SupabaseEnv>): Promise<Response> {
  const { refresh_token: given } = await readInput(c, refresh)
  const token = await ownToken(c.get('ctx'), given)
  const { ctx, account } = readingAccount(c.get('ctx'), String(readUnverified(token).payload?.sid ?? ''))
  const tokens = await refreshToken(ctx, token)
  return c.json(await presentSession(ctx, c.get('supabase'), tokens, account()), 200)
}
