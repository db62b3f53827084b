import { and, eq, exists, gt, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import { avatars, users } from '../schema.ts'
import { ownProfile } from './profile.ts'
import { type Params, query, queryOne } from './query.ts'
import { belongsToCaller, callersUser, generationOfGranted } from './who.ts'

/** Notes, before anything is uploaded, what the sweep is to delete from `deleteAt` on unless it becomes the caller's picture. */
export const addPendingAvatar = query(
  (db, pending: Params<Caller & { key: string; url: string; deleteAt: Date; now: Date }>) =>
    db
      .insert(avatars)
      .select(
        db
          .select({
            key: sql`${pending.key}`.as('key'),
            userId: users._id,
            url: sql`${pending.url}`.as('url'),
            deleteAt: sql`${pending.deleteAt}`.as('delete_at'),
          })
          .from(users)
          .where(callersUser(db, pending, pending.now)),
      )
      .onConflictDoNothing(), // an attempt that was applied although it failed
)

/** Keeps a picture of the caller that is stored, unless the sweep may have begun to delete it. */
export const keepAvatar = query((db, kept: Params<Caller & { key: string; now: Date }>) =>
  db
    .update(avatars)
    .set({ deleteAt: null })
    .where(
      and(
        eq(avatars.key, kept.key),
        gt(avatars.deleteAt, kept.now),
        belongsToCaller(db, avatars.userId, kept, kept.now),
      ),
    ),
)

/**
 * Makes the picture that was kept the caller's, and returns their whole profile. (The one that it replaces becomes due by the
 * trigger `avatars_replaced`.) No row: see `selectCallerStatus`, and if that finds no reason, the picture was not kept.
 */
export const setAvatar = queryOne((db, caller: Params<Caller & { key: string; url: string; now: Date }>) =>
  db
    .update(users)
    .set({ avatarUrl: sql`${caller.url}`, updatedAt: sql`${caller.now}` })
    .where(
      and(
        callersUser(db, caller, caller.now),
        exists(
          db
            .select({ key: avatars.key })
            .from(avatars)
            .where(and(eq(avatars.key, caller.key), eq(avatars.userId, users._id), isNull(avatars.deleteAt))),
        ),
      ),
    )
    .returning({ ...ownProfile, generation: generationOfGranted(db, caller) }),
)

/** The keys of pictures of a user that are to be deleted. */
export const selectReplacedAvatars = query((db, { userId, now }: Params<{ userId: string; now: Date }>) =>
  db
    .select({ key: avatars.key })
    .from(avatars)
    .where(and(eq(avatars.userId, userId), lte(avatars.deleteAt, now))),
)

/** The keys of up to `limit` pictures that are to be deleted. */
export const selectDueAvatars = query((db, { now, limit }: Params<{ now: Date; limit: number }>) =>
  db.select({ key: avatars.key }).from(avatars).where(lte(avatars.deleteAt, now)).limit(limit),
)

/** Forgets pictures whose objects are deleted: a JSON list of their keys. */
export const deleteAvatars = query((db, { keys, now }: Params<{ keys: string; now: Date }>) =>
  db
    .delete(avatars)
    .where(and(inArray(avatars.key, sql`(SELECT value FROM json_each(${keys}))`), lte(avatars.deleteAt, now))),
)
