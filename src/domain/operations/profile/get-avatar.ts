import { avatarObject } from '../../../model/avatars.ts'
import { Problem } from '../../../model/problem.ts'
import { askR2, requireBucket } from '../../avatars/require-bucket.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'

/** What `newId` makes: nothing else is looked for. */
const KEY = /^[\w-]{22}$/

/**
 * A picture, unless the caller has it already (RFC 9110 §13.1.2): then it has no body. Throws `not_found`,
 * `avatars_not_configured`, `rate_limited`, `unavailable`.
 */
export async function getAvatar(ctx: Ctx, key: string, conditions: Headers): Promise<R2Object | R2ObjectBody> {
  const bucket = requireBucket(ctx)
  if (!KEY.test(key)) throw new Problem('not_found')
  await enforceLimitByIp(ctx)
  const found = await askR2(bucket.get(avatarObject(key), { onlyIf: conditions }))
  if (!found) throw new Problem('not_found')
  return found
}
