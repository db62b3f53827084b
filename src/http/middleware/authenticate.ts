import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { AccessClaims, ReadClaims } from '../../crypto/tokens.ts'
import type { Granted } from '../../db/rows.ts'
import type { CallerCtx, Ctx } from '../../domain/context.ts'
import { enforceLimit } from '../../domain/limits/enforce-limit.ts'
import { hookClaims } from '../../domain/sign-in/hook-claims.ts'
import { issueAccessToken } from '../../domain/sign-in/issue-tokens.ts'
import { readSignIn } from '../../domain/sign-in/read-sign-in.ts'
import { renew } from '../../domain/sign-in/renew.ts'
import { Problem } from '../../model/problem.ts'
import type { AppEnv, CallerEnv } from '../app-env.ts'
import { documented, type OperationSpec } from '../openapi/documented.ts'

export const TOKEN_HEADER = 'x-access-token'

/** What a route says that requires an access token. */
export const REQUIRES_TOKEN: OperationSpec = {
  security: [{ accessToken: [] }, { bearer: [] }],
  'x-problems': [
    'token_missing',
    'token_invalid',
    'token_expired',
    'session_ended',
    'account_disabled',
    'second_factor_required',
    'rate_limited',
  ],
}

/**
 * Requires an access token and names its user and session as `ctx.caller`. It makes no database call: the statement of
 * the route checks whether the session is live, since it cannot name the caller's row without checking that. Only a
 * token of the old backend costs a round trip of its own, which creates its session; the answer carries the token to
 * use from then on.
 */
export const authenticate = documented(
  REQUIRES_TOKEN,
  createMiddleware<AppEnv & CallerEnv>(async (c, next) => {
    const token = presentedToken(c)
    if (!token) throw new Problem('token_missing')
    const request: Ctx = c.get('ctx')
    const { claims, access, legacy, secondsLeft } = await readSignIn(request, token)
    const ctx: CallerCtx = { ...request, caller: { userId: claims.sub, sessionId: claims.sid }, granted: undefined }
    c.set('ctx', ctx)
    c.set('userId', claims.sub)
    await enforceLimit(ctx, 'LIMIT_GENERAL', claims.sid)
    const adopted = legacy && (await (await ctx.onDemand.legacyTokens()).adoptLegacyToken(ctx, legacy))
    await next()
    if (!isAnswer(c.res) || c.res.headers.has(TOKEN_HEADER)) return // the route has set one, of another session
    const fresh = access
      ? await successorOf(c.get('ctx'), access, secondsLeft) // the route may have gone on with a `ctx` of its own
      : await tokenOfLegacy(c.get('ctx'), claims, adopted)
    if (fresh) c.res.headers.set(TOKEN_HEADER, fresh)
  }),
)

/** The access token in the place of one that is past half its life, or wrong about its user; `undefined` if it is neither. */
async function successorOf(ctx: CallerCtx, token: ReadClaims, secondsLeft: number): Promise<string | undefined> {
  const isPastHalfLife = secondsLeft < (token.exp - token.iat) / 2
  const renewed = isPastHalfLife ? await renew(ctx, token) : undefined
  if (renewed) return renewed
  const isNothing = Object.keys(token.granted).length === 0 && !ctx.granted?.roles && !ctx.granted?.appMetadata
  return isNothing ? undefined : (await ctx.onDemand.granted()).correctToken(ctx, token)
}

/** The access token in the place of one of the old backend; `undefined` if a hook fails, so that the old one stays. */
async function tokenOfLegacy(ctx: CallerCtx, claims: AccessClaims, granted: Granted = { roles: null }) {
  const ofHook = await hookClaims(ctx)
  return ofHook && issueAccessToken(ctx, claims, granted, ofHook)
}

/**
 * The token of `x-access-token` (raw, as the tutorial's clients send it) or `Authorization: Bearer` (RFC 6750 §2.1).
 */
export function presentedToken(c: Context): string | undefined {
  const raw = c.req.header(TOKEN_HEADER)?.trim()
  const authorization = c.req.header('authorization')
  const bearer = authorization && /^Bearer +(.+)$/i.exec(authorization)?.[1]?.trim()
  if (raw && bearer && raw !== bearer) throw new Problem('token_invalid')
  return raw || bearer
}

/** Neither a failure nor a 204 renews anything: after a logout, a fresh token would look like a sign-in. */
const isAnswer = (response: Response): boolean => response.ok && response.status !== 204
