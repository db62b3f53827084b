import { commitOne } from '../db/commit.ts'
import { run } from '../db/database.ts'
import { deleteAvatars, selectDueAvatars } from '../db/statements/avatars.gen.ts'
import { deletePictures } from '../domain/avatars/delete-pictures.ts'
import type { Ctx } from '../domain/context.ts'
import { CHUNK_ROWS, countInChunks } from './in-chunks.ts'

/**
 * Deletes pictures that nobody has any more: replaced, of deleted accounts, and left by calls that ended in the middle. An
 * object goes before its row, so that a run that ends in between is made good by the next. Returns how many.
 */
export async function deleteDueAvatars({ db, now }: Ctx, bucket: R2Bucket): Promise<number> {
  const time = now()
  return countInChunks(async () => {
    const due = await run(db, selectDueAvatars({ now: time, limit: CHUNK_ROWS })) // as many as R2 deletes at once
    if (due.length === 0) return 0
    const keys = due.map(({ key }) => key)
    await deletePictures(bucket, keys)
    await commitOne(db, deleteAvatars({ keys: JSON.stringify(keys), now: time }))
    return due.length
  })
}
