import { createMiddleware } from 'hono/factory'
import type { SupabaseSettings } from '../config/supabase-api.ts'
import { readServiceToken } from '../crypto/service-token.ts'
import { proveServiceKey } from '../domain/admin/prove-service-key.ts'
import { requireAccess } from '../domain/admin/require-access.ts'
import type { Ctx } from '../domain/context.ts'
import { enforceLimit, enforceLimitByIp } from '../domain/limits/enforce-limit.ts'
import type { OperatorEnv } from '../http/app-env.ts'
import { type Operator, SERVICE_KEY_PREFIX } from '../model/operator.ts'
import { Problem } from '../model/problem.ts'
import { presentedBearer, readCaller } from './authenticate.ts'
import type { SupabaseEnv } from './env.ts'
import { SupabaseError } from './errors.ts'

/** What the audit record calls a program that has a service key of this protocol. */
const OPERATOR: Operator = { type: 'service', name: 'supabase' }

const ROLES: readonly unknown[] = ['service_role', 'supabase_admin']

/**
 * Requires a service key as the bearer, which SDKs send as the `apikey`, too: a token that a key of SUPABASE_SERVICE_KEYS has
 * signed for one of `ROLES`, or one of ours where ADMIN is on. Names `ctx.operator`.
 */
export const authenticateOperator = createMiddleware<SupabaseEnv & OperatorEnv>(async (c, next) => {
  const request: Ctx = c.get('ctx')
  await requireAccess(request, c.req.header('cf-access-jwt-assertion'))
  const key = presentedBearer(c)
  if (!key) throw new Problem('token_missing')
  const isRead = c.req.method === 'GET'
  const operator = key.startsWith(SERVICE_KEY_PREFIX)
    ? await proveServiceKey(request, key, isRead ? 'read' : 'write')
    : await proveServiceToken(request, c.get('supabase'), key)
  c.set('ctx', { ...request, operator, granted: undefined })
  await next()
})

/** The operator whom a service key of this protocol names. Throws `not_admin`, `bad_jwt`, `rate_limited`. */
async function proveServiceToken(
  ctx: Ctx,
  { SUPABASE_SERVICE_KEYS: jwks }: SupabaseSettings,
  key: string,
): Promise<Operator> {
  const claims = jwks && (await readServiceToken(jwks.keys, key, ctx.now()))
  if (claims && ROLES.includes(claims.role)) {
    await enforceLimit(ctx, 'LIMIT_GENERAL', 'service token')
    return OPERATOR
  }
  await enforceLimitByIp(ctx)
  if (!claims) await readCaller(ctx, key) // throws unless it is the token of a user
  throw new SupabaseError('not_admin')
}
