import type { OwnProfile } from '../../../db/rows.ts'
import { selectReplacedAvatars } from '../../../db/statements/avatars.gen.ts'
import { updateOwnProfile } from '../../../db/statements/profile.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { deleteReplaced } from '../../avatars/delete-replaced.ts'
import { requireBucket } from '../../avatars/require-bucket.ts'
import type { CallerCtx } from '../../context.ts'
import { noteGranted } from '../../proofs/require-caller.ts'
import { writeAsCaller } from '../../proofs/write-as-caller.ts'

/**
 * Takes the caller's picture out of their profile, wherever it is, and deletes it if it is one of ours. Throws
 * `avatars_not_configured`, `session_ended`, `account_disabled`.
 */
export async function removeAvatar(ctx: CallerCtx): Promise<OwnProfile> {
  const bucket = requireBucket(ctx)
  const caller = { ...ctx.caller, now: ctx.now() }
  const message = ctx.db.outbox?.addProfileUpdate({ ...caller, fields: ['avatarUrl'] })
  const { updated, replaced } = await writeAsCaller(ctx, {
    updated: updateOwnProfile({ ...caller, changes: { avatarUrl: null } }),
    ...(message && { message }),
    replaced: selectReplacedAvatars({ userId: caller.userId, now: caller.now }),
  })
  if (!updated) throw new Problem('session_ended')
  deleteReplaced(ctx, bucket, replaced)
  const { generation, ...profile } = updated
  noteGranted(ctx, profile, generation)
  return profile
}
