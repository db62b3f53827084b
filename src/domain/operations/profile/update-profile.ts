import { commit, commitOne } from '../../../db/commit.ts'
import { run } from '../../../db/database.ts'
import type { OwnProfile, ProfileChanges } from '../../../db/rows.ts'
import { selectOwnProfile, updateOwnProfile } from '../../../db/statements/profile.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { METADATA_MAX_BYTES, tooLargeFor } from '../../../model/metadata.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { noteGranted, requireCaller } from '../../proofs/require-caller.ts'

interface Changes extends ProfileChanges {
  /** Is merged (RFC 7396); null clears it. */
  metadata?: Record<string, unknown> | null | undefined
}

/**
 * Merges the changes into the caller's profile and returns all of it. Throws `invalid_request` if their metadata would be
 * more than 8 KiB, `session_ended`, `account_disabled`.
 */
export async function updateProfile(ctx: CallerCtx, { metadata, ...changes }: Changes): Promise<OwnProfile> {
  const caller = { ...ctx.caller, now: ctx.now() }
  const given = { ...changes, metadata: metadata && JSON.stringify(metadata) }
  if (Object.values(given).every((value) => value === undefined))
    return requireCaller(ctx, await run(ctx.db, selectOwnProfile(caller)))
  const update = updateOwnProfile({ ...caller, changes: given })
  const message = ctx.db.outbox?.addProfileUpdate({ ...caller, fields: definedKeys(given) })
  const updated = message
    ? (await commit(ctx.db, { updated: update, message })).updated
    : await commitOne(ctx.db, update)
  if (updated) {
    const { generation, ...profile } = updated
    noteGranted(ctx, profile, generation)
    return profile
  }
  requireCaller(ctx, await run(ctx.db, selectCallerStatus(caller))) // only a refused call costs this query for the reason
  if (!metadata) throw new Problem('session_ended')
  throw invalidField('metadata', tooLargeFor(METADATA_MAX_BYTES))
}

const definedKeys = (changes: object) =>
  Object.entries(changes).flatMap(([field, value]) => (value === undefined ? [] : field))
