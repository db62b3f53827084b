import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { proveServiceKey } from '../../domain/admin/prove-service-key.ts'
import { SERVICE_KEY_PREFIX } from '../../model/operator.ts'
import type { AppEnv, CallerEnv, OperatorEnv } from '../app-env.ts'
import { documented } from '../openapi/documented.ts'
import { accessGate } from './access-gate.ts'
import { authenticate, presentedToken } from './authenticate.ts'

/**
 * Requires an operator, and names them as `ctx.operator`: by a service key, or by the access token of a user, of whom
 * the statement of the route checks whether they may act. Where ADMIN is off there is nothing here. GET needs the scope
 * `read`, all else `write`.
 */
export const authenticateOperator = documented(
  {
    security: [{ accessToken: [] }, { bearer: [] }, { serviceKey: [] }],
    'x-problems': [
      'token_missing',
      'token_invalid',
      'token_expired',
      'session_ended',
      'account_disabled',
      'second_factor_required',
      'role_required',
      'factor_missing',
      'recent_login_required',
      'service_key_invalid',
      'scope_missing',
      'access_required',
      'not_found',
      'rate_limited',
    ],
  },
  createMiddleware<AppEnv & OperatorEnv>((c, next) =>
    accessGate(withoutOperator(c), async () => {
      const ctx = c.get('ctx')
      const key = presentedToken(c)
      if (key?.startsWith(SERVICE_KEY_PREFIX)) {
        const operator = await proveServiceKey(ctx, key, READS.includes(c.req.method) ? 'read' : 'write')
        c.set('ctx', { ...ctx, operator, granted: undefined })
        return next()
      }
      const callers = c as unknown as Context<AppEnv & CallerEnv> // which it is once `authenticate` goes on
      await authenticate(callers, async () => {
        const known = callers.get('ctx')
        c.set('ctx', { ...known, operator: { type: 'user', ...known.caller } })
        await next()
      })
    }),
  ),
)

const READS = ['GET', 'HEAD']

/** What it is until the operator is named. */
const withoutOperator = (c: Context<AppEnv & OperatorEnv>) => c as unknown as Context<AppEnv>
