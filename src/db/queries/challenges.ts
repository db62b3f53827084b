import { and, eq, exists, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { ChallengePurpose } from '../../model/challenge-purposes.ts'
import { challenges, users } from '../schema.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf } from './query.ts'
import { userOfEvent } from './receipt.ts'
import { isRecentSignInOrGuest, type RecentCaller } from './recent-sign-in.ts'
import { callersUser } from './who.ts'

interface NewChallenge {
  _id: string
  expiresAt: Date
}

/** Stores a challenge for whoever has a passkey. */
export const insertLoginChallenge = query((db, { _id, expiresAt }: Params<NewChallenge>) =>
  db.insert(challenges).values({ _id, purpose: 'passkey_login', expiresAt }).onConflictDoNothing(),
)

/** Stores a challenge for the caller's new passkey, if they have signed in recently, or are a guest. */
export const insertCallersChallenge = query((db, challenge: Params<NewChallenge & RecentCaller & { now: Date }>) =>
  db
    .insert(challenges)
    .select(
      db
        .select(
          rowOf(challenges, challenge, {
            purpose: sql`${'add_passkey' satisfies ChallengePurpose}`,
            userId: users._id,
            attempts: sql`0`,
          }),
        )
        .from(users)
        .where(and(callersUser(db, challenge, challenge.now), isRecentSignInOrGuest(db, challenge))),
    )
    .onConflictDoNothing(),
)

/** A challenge that still waits for its answer. */
const liveChallenge = (db: Builder, challengeId: Param<string>, purpose: ChallengePurpose, now: Param<Date>) =>
  db
    .select({ _id: challenges._id })
    .from(challenges)
    .where(and(eq(challenges._id, challengeId), eq(challenges.purpose, purpose), gt(challenges.expiresAt, now)))

/** A row, if a sign-in by passkey may answer this challenge: it was not used, and has not expired. */
export const selectLoginChallenge = queryOne((db, { challengeId, now }: Params<{ challengeId: string; now: Date }>) =>
  liveChallenge(db, challengeId, 'passkey_login', now),
)

/** Whether a sign-in by passkey may answer this challenge. */
export const isLoginChallenge = (db: Builder, challengeId: Param<string>, now: Param<Date>) =>
  exists(liveChallenge(db, challengeId, 'passkey_login', now))

/** Whether the caller may answer this challenge with a new passkey: it was given to their session. */
export const isCallersChallenge = (db: Builder, caller: Params<Caller & { challengeId: string }>, now: Param<Date>) =>
  exists(
    db
      .select({ _id: challenges._id })
      .from(challenges)
      .where(
        and(
          eq(challenges._id, caller.challengeId),
          eq(challenges.purpose, 'add_passkey'),
          eq(challenges.userId, caller.userId),
          eq(challenges.sessionId, caller.sessionId),
          gt(challenges.expiresAt, now),
        ),
      ),
  )

/** Deletes the challenge that an event has answered. */
export const deleteChallenge = query((db, { challengeId, eventId }: Params<{ challengeId: string; eventId: string }>) =>
  db.delete(challenges).where(and(eq(challenges._id, challengeId), exists(userOfEvent(db, eventId)))),
)

/** Deletes every challenge of the event's user: what they have begun with another password goes no further. */
export const deleteChallengesOfUser = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.delete(challenges).where(inArray(challenges.userId, userOfEvent(db, eventId))),
)

/** Deletes up to `limit` challenges that have expired. */
export const deleteExpiredChallenges = query((db, { now, limit }: Params<{ now: Date; limit: number }>) =>
  db
    .delete(challenges)
    .where(
      inArray(
        challenges._id,
        db.select({ _id: challenges._id }).from(challenges).where(lt(challenges.expiresAt, now)).limit(limit),
      ),
    ),
)
