import type { Ctx } from '../context.ts'
import { deletePictures } from './delete-pictures.ts'

/** Deletes pictures after the response. Their rows stay until the sweep has seen to it that they are gone. */
export function deleteReplaced(ctx: Ctx, bucket: R2Bucket, replaced: readonly { key: string }[]): void {
  if (replaced.length === 0) return
  const keys = replaced.map(({ key }) => key)
  ctx.defer('avatar_deletion', deletePictures(bucket, keys))
}
