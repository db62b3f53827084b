import type { OwnProfile } from '../../../db/rows.ts'
import {
  addPendingAvatar,
  keepAvatar,
  selectReplacedAvatars,
  setAvatar as setAvatarOf,
} from '../../../db/statements/avatars.gen.ts'
import { newId } from '../../../lib/id.ts'
import { AVATAR_MAX_BYTES, AVATAR_PENDING_MS, avatarPath } from '../../../model/avatars.ts'
import { Problem } from '../../../model/problem.ts'
import { cleanPicture, refused, tooLarge } from '../../avatars/clean-picture.ts'
import { deleteReplaced } from '../../avatars/delete-replaced.ts'
import { requireBucket } from '../../avatars/require-bucket.ts'
import { storePicture } from '../../avatars/store-picture.ts'
import { storeSquares } from '../../avatars/store-squares.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { noteGranted } from '../../proofs/require-caller.ts'
import { writeAsCaller } from '../../proofs/write-as-caller.ts'

interface Upload {
  body: ReadableStream<Uint8Array> | null
  /** Of the body, where its sender says so. */
  length: number | undefined
}

/**
 * Stores a picture and makes it the caller's, in the place of the one that they have. The object has a name that nobody can
 * guess and that tells nothing of them; its row is there first, so that the sweep finds what is left of a call that ends in
 * the middle. Throws `avatars_not_configured`, `picture_refused`, `body_too_large`, `malformed_body`, `rate_limited`,
 * `session_ended`, `account_disabled`, and `unavailable` if R2 or Images fails, or has taken too long.
 */
export async function setAvatar(ctx: CallerCtx, { body, length }: Upload): Promise<OwnProfile> {
  const bucket = requireBucket(ctx)
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  if (length !== undefined && length > AVATAR_MAX_BYTES) throw tooLarge()
  if (!body) throw refused('not_a_picture')
  const { images } = ctx
  const picture = await cleanPicture(body, { withAvif: images !== undefined })
  const key = newId()
  const url = ctx.issuer + avatarPath(key)
  const begun = ctx.now()
  const deleteAt = new Date(begun.getTime() + AVATAR_PENDING_MS)
  await writeAsCaller(ctx, { pending: addPendingAvatar({ ...caller, key, url, deleteAt, now: begun }) })
  if (images) await storeSquares(bucket, images, key, picture.bytes)
  else await storePicture(bucket, key, picture)
  const now = ctx.now()
  const message = db.outbox?.addProfileUpdate({ ...caller, now, fields: ['avatarUrl'] })
  const { updated, replaced } = await writeAsCaller(ctx, {
    kept: keepAvatar({ ...caller, key, now }),
    updated: setAvatarOf({ ...caller, key, url, now }),
    ...(message && { message }),
    replaced: selectReplacedAvatars({ userId: caller.userId, now }),
  })
  if (!updated) {
    deleteReplaced(ctx, bucket, [{ key }]) // by a sweep that came before it was stored, its row is gone
    throw new Problem('unavailable', { reason: 'picture not kept' })
  }
  deleteReplaced(ctx, bucket, replaced)
  const { generation, ...profile } = updated
  noteGranted(ctx, profile, generation)
  return profile
}
