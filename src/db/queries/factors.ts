import { and, asc, eq, exists, inArray, isNotNull, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Caller } from '../../model/caller.ts'
import { ADMIN_ROLE } from '../../model/operator.ts'
import type { NewEvent, NewFactor } from '../rows.ts'
import { factors, sessions, users } from '../schema.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSecondFactor, isRecentSignIn, type RecentCaller } from './recent-sign-in.ts'
import { hasRole } from './roles.ts'
import { holderOwnsMailbox } from './verified.ts'
import { callersSessionAtAnyLevel, callersUser, granted, refusalAtAnyLevel } from './who.ts'

const factorExists = (db: Builder, condition: SQL | undefined) =>
  exists(db.select({ one: sql`1` }).from(factors).where(condition))

/** Whether the user in the current row demands a second factor. */
export const hasFactor = (db: Builder) => isFactorOf(db, users._id)

/** The same for the user that a column names. */
export const isFactorOf = (db: Builder, userId: SQLiteColumn) =>
  factorExists(db, and(eq(factors.userId, userId), isNotNull(factors.confirmedAt)))

/**
 * What is known of a caller whose session may be below the level of their account; in the rows of `selectCaller`. One that has
 * owed the second factor since its sign-in is anybody's who has the first one.
 */
export const selectCallerAtAnyLevel = queryOne((db, caller: Params<Caller & { now: Date }>) =>
  db
    .select({
      refusal: refusalAtAnyLevel,
      generation: sessions.refreshGeneration,
      row: {
        _id: users._id,
        roles: granted.roles,
        secondFactorDue: granted.secondFactorDue,
        beganOwing:
          sql<boolean>`${sessions.secondFactorDue} AND ${factorExists(db, and(eq(factors.userId, users._id), lte(factors.confirmedAt, sessions.createdAt)))}`
            .mapWith(sessions.secondFactorDue)
            .as('began_owing'),
      },
    })
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(callersSessionAtAnyLevel(caller, caller.now)),
)

/** A user's factors, the oldest first: nothing that is secret. */
export const selectFactors = query((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({
      _id: factors._id,
      type: factors.type,
      name: factors.name,
      createdAt: factors.createdAt,
      confirmedAt: factors.confirmedAt,
      lastUsedAt: factors.lastUsedAt,
    })
    .from(factors)
    .where(eq(factors.userId, userId))
    .orderBy(asc(factors.createdAt)),
)

// Adding a factor.

const recentCaller = (db: Builder, caller: Params<RecentCaller>, now: Param<Date>) =>
  and(callersUser(db, caller, now), isRecentSignIn(db, caller))

/** More than a person has phones. */
export const MAX_FACTORS = 5

/** Deletes what the caller has begun to add before and not confirmed. */
export const deleteBegunFactors = query((db, caller: Params<RecentCaller & { now: Date }>) =>
  db.delete(factors).where(
    and(
      inArray(
        factors.userId,
        db
          .select({ _id: users._id })
          .from(users)
          .where(recentCaller(db, caller, caller.now)),
      ),
      isNull(factors.confirmedAt),
    ),
  ),
)

/** Adds a factor of the caller, if they have signed in recently. It is demanded only once it is confirmed. */
export const insertFactor = query((db, factor: Params<NewFactor & RecentCaller & { now: Date }>) =>
  db
    .insert(factors)
    .select(
      db
        .select(
          rowOf(factors, factor, {
            userId: users._id,
            lastCounter: sql`NULL`,
            confirmedAt: sql`NULL`,
            lastUsedAt: sql`NULL`,
          }),
        )
        .from(users)
        .where(
          and(
            recentCaller(db, factor, factor.now),
            sql`(${db.select({ count: sql`count(*)` }).from(factors).where(eq(factors.userId, users._id))}) < ${MAX_FACTORS}`,
          ),
        ),
    )
    .onConflictDoNothing(),
)

/** One of a user's factors, with its sealed secret. */
export const selectFactor = queryOne((db, { userId, factorId }: Params<{ userId: string; factorId: string }>) =>
  db
    .select({ secret: factors.secret, confirmedAt: factors.confirmedAt })
    .from(factors)
    .where(and(eq(factors._id, factorId), eq(factors.userId, userId))),
)

const ownFactor = (db: Builder, factorId: Param<string>, condition: SQL | undefined) =>
  factorExists(db, and(eq(factors._id, factorId), eq(factors.userId, users._id), condition))

/** Records that the caller confirms a factor, if they have signed in recently and it is not confirmed yet. */
export const recordFactorAdded = eventQuery((db, event: Params<NewEvent & RecentCaller & { factorId: string }>) =>
  and(recentCaller(db, event, event.createdAt), ownFactor(db, event.factorId, isNull(factors.confirmedAt))),
)

/** Confirms a factor of the event's user with the code of a time step, which is used with that. */
export const confirmFactor = query(
  (db, { eventId, factorId, step, now }: Params<{ eventId: string; factorId: string; step: number; now: Date }>) =>
    db
      .update(factors)
      .set({ confirmedAt: sql`${now}`, lastUsedAt: sql`${now}`, lastCounter: sql`${step}` })
      .where(and(eq(factors._id, factorId), inArray(factors.userId, userOfEvent(db, eventId)))),
)

// Removing one.

/**
 * Records that the caller removes a factor: one that is confirmed only if they have shown a second factor recently.
 */
export const recordFactorRemoved = eventQuery((db, event: Params<NewEvent & RecentCaller & { factorId: string }>) =>
  and(
    callersUser(db, event, event.createdAt),
    ownFactor(db, event.factorId, or(isNull(factors.confirmedAt), isRecentSecondFactor(db, event))),
  ),
)

/** Deletes a factor of the event's user. */
export const deleteFactor = query((db, { eventId, factorId }: Params<{ eventId: string; factorId: string }>) =>
  db.delete(factors).where(and(eq(factors._id, factorId), inArray(factors.userId, userOfEvent(db, eventId)))),
)

/** The event's user, if they have no factor any more. */
export const withoutFactor = (db: Builder, eventId: Param<string>) =>
  db
    .select({ _id: users._id })
    .from(users)
    .where(and(inArray(users._id, userOfEvent(db, eventId)), not(hasFactor(db))))

/** Nothing is due in the sessions of the event's user, if they have no factor any more. */
export const clearDue = query((db, { eventId }: Params<{ eventId: string }>) =>
  db
    .update(sessions)
    .set({ secondFactorDue: false })
    .where(inArray(sessions.userId, withoutFactor(db, eventId))),
)

// What was set by somebody who has not shown that the mailbox is theirs goes when its owner comes. Not from an admin:
// who got the role had shown it, or nobody was in the account yet; and a mailbox alone must never make an operator.

/** The event's user, if whoever holds the account has not shown that the mailbox is theirs, and is no admin. */
export const strangersOf = (db: Builder, eventId: Param<string>) =>
  db
    .select({ _id: users._id })
    .from(users)
    .where(and(inArray(users._id, userOfEvent(db, eventId)), not(holderOwnsMailbox), not(hasRole(ADMIN_ROLE))))

/** Deletes the factors of the event's user, if they may be somebody else's. */
export const deleteForeignFactors = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.delete(factors).where(inArray(factors.userId, strangersOf(db, eventId))),
)

// What the sweep does.

/** Deletes up to `limit` factors that were begun before a time and never confirmed. */
export const deleteOldBegunFactors = query((db, { before, limit }: Params<{ before: Date; limit: number }>) =>
  db.delete(factors).where(
    inArray(
      factors._id,
      db
        .select({ _id: factors._id })
        .from(factors)
        .where(and(isNull(factors.confirmedAt), lt(factors.createdAt, before)))
        .limit(limit),
    ),
  ),
)

/** Makes nothing due in up to `limit` sessions in which a second factor is: FACTORS was turned off since. */
export const clearAllDue = query((db, { limit }: Params<{ limit: number }>) =>
  db
    .update(sessions)
    .set({ secondFactorDue: false })
    .where(
      inArray(
        sessions._id,
        db.select({ _id: sessions._id }).from(sessions).where(eq(sessions.secondFactorDue, true)).limit(limit),
      ),
    ),
)
