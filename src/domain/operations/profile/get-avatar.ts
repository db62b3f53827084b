import { avatarObject, smallAvatarObject } from '../../../model/avatars.ts'
import { Problem } from '../../../model/problem.ts'
import { askR2, requireBucket } from '../../avatars/require-bucket.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'

/** What `newId` makes: nothing else is looked for. */
const KEY = /^[\w-]{22}$/

interface Wanted {
  key: string
  isSmall: boolean
  /** Headers of the request. */
  conditions: Headers
}

/**
 * A picture, or the small one that was made of it, unless the caller has it already (RFC 9110 §13.1.2): then it has no body.
 * Where none was made, the only one takes its place. Throws `not_found`, `avatars_not_configured`, `rate_limited`,
 * `unavailable`.
 */
export async function getAvatar(ctx: Ctx, { key, isSmall, conditions }: Wanted): Promise<R2Object | R2ObjectBody> {
  const bucket = requireBucket(ctx)
  if (!KEY.test(key)) throw new Problem('not_found')
  await enforceLimitByIp(ctx)
  const find = (name: string) => askR2(bucket.get(name, { onlyIf: conditions }))
  const found = (isSmall && (await find(smallAvatarObject(key)))) || (await find(avatarObject(key)))
  if (!found) throw new Problem('not_found')
  return found
}
