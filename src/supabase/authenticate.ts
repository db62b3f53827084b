import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { isText, readAccessToken } from '../crypto/tokens.ts'
import type { CallerCtx, Ctx } from '../domain/context.ts'
import { enforceLimit } from '../domain/limits/enforce-limit.ts'
import { readSignIn } from '../domain/sign-in/read-sign-in.ts'
import type { Caller } from '../model/caller.ts'
import { Problem } from '../model/problem.ts'
import type { SupabaseCallerEnv, SupabaseEnv } from './env.ts'
import { SupabaseError } from './errors.ts'
import { tokenScope } from './session.ts'

/**
 * Requires an access token, of this protocol or of ours, and names its user and session as `ctx.caller`. As everywhere, it
 * makes no database call: the statement of the route checks the session.
 */
export const authenticate = createMiddleware<SupabaseEnv & SupabaseCallerEnv>(async (c, next) => {
  c.set('ctx', await requireBearer(c))
  await next()
})

/** The same for a call that has a caller only sometimes. Throws `token_missing`, `bad_jwt`, `rate_limited`. */
export async function requireBearer(c: Context): Promise<CallerCtx> {
  const token = bearerOf(c)
  if (!token) throw new Problem('token_missing')
  const request: Ctx = c.get('ctx')
  const caller = await readCaller(request, token)
  c.env.outer.set('userId', caller.userId)
  await enforceLimit(request, 'LIMIT_GENERAL', caller.sessionId)
  return { ...request, caller, granted: undefined }
}

/** The bearer token, unless it is the key that names the app (`apikey`), which SDKs send where they have no session. */
export function bearerOf(c: Context): string | undefined {
  const bearer = /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]?.trim()
  return bearer === c.req.header('apikey') ? undefined : bearer
}

/** Whom a token names. Throws `bad_jwt`. */
export async function readCaller(ctx: Ctx, token: string): Promise<Caller> {
  const now = ctx.now()
  const claims = await readAccessToken(tokenScope(ctx), token, now)
  if (!claims) {
    const { sub: userId, sid: sessionId } = (await readSignIn(ctx, token)).claims
    return { userId, sessionId }
  }
  if (claims.exp * 1_000 <= now.getTime()) throw new SupabaseError('bad_jwt', 'invalid JWT: token is expired')
  const { _id: userId } = claims.granted
  if (!isText(userId)) throw new SupabaseError('bad_jwt')
  return { userId, sessionId: claims.sid }
}
