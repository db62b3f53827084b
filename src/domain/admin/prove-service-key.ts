import { equalTexts } from '../../crypto/mac.ts'
import { encodeBase64url } from '../../lib/base64url.ts'
import type { Operator, Scope } from '../../model/operator.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { enforceLimit, enforceLimitByIp } from '../limits/enforce-limit.ts'

/**
 * The service that a key names, if it may do what `scope` says. Only SHA-256 of a key is known here, and it is compared with
 * every entry in constant time. Throws `service_key_invalid`, `scope_missing`, `rate_limited`.
 */
export async function proveServiceKey(ctx: Ctx, key: string, scope: Scope): Promise<Operator> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  const hash = encodeBase64url(new Uint8Array(digest))
  const [found] = ctx.settings.operators.serviceKeys.filter((known) => equalTexts(known.hash, hash))
  if (!found) {
    await enforceLimitByIp(ctx)
    throw new Problem('service_key_invalid')
  }
  await enforceLimit(ctx, 'LIMIT_GENERAL', `service ${found.name}`)
  if (!found.scopes.includes(scope)) throw new Problem('scope_missing')
  return { type: 'service', name: found.name }
}
