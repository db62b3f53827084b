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
  /** The header `If-None-Match` of the request. */
  ifNoneMatch: string | undefined
}

/** An entity tag (RFC 9110 §8.8.3), of those that R2 makes. */
const TAG = /"[\w-]+"/g
const TAGS_MAX = 10 // a cache sends those that it has, which is one

/**
 * A picture, or the small one that was made of it, unless the caller has it already (RFC 9110 §13.1.2): then it has no body.
 * Where none was made, the only one takes its place. Of what makes a request conditional nothing else is of use to a picture
 * that never changes, and R2 fails at what is malformed. Throws `not_found`, `avatars_not_configured`, `rate_limited`,
 * `unavailable`.
 */
export async function getAvatar(ctx: Ctx, { key, isSmall, ifNoneMatch }: Wanted): Promise<R2Object | R2ObjectBody> {
  const bucket = requireBucket(ctx)
  if (!KEY.test(key)) throw new Problem('not_found')
  await enforceLimitByIp(ctx)
  const tags = ifNoneMatch?.match(TAG)?.slice(0, TAGS_MAX)
  const options = tags && { onlyIf: new Headers({ 'if-none-match': tags.join(', ') }) }
  const find = (name: string) => askR2(bucket.get(name, options))
  const found = (isSmall && (await find(smallAvatarObject(key)))) || (await find(avatarObject(key)))
  if (!found) throw new Problem('not_found')
  return found
}
