import { avatarObject } from '../../model/avatars.ts'
import type { Ctx } from '../context.ts'

/** Deletes pictures after the response. Their rows stay until the sweep has seen to it that they are gone. */
export function deleteReplaced(ctx: Ctx, bucket: R2Bucket, replaced: readonly { key: string }[]): void {
  if (replaced.length === 0) return
  ctx.defer('avatar_deletion', bucket.delete(replaced.map(({ key }) => avatarObject(key))))
}
