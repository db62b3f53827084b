import { and, desc, eq, inArray, isNotNull, isNull, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { ChallengePurpose } from '../../model/challenge-purposes.ts'
import type { EventType } from '../../model/event-types.ts'
import type { NewEvent } from '../rows.ts'
import { challenges, events, factors, passkeys, recoveryCodes, sessions, users } from '../schema.ts'
import { hasFactor, isFactorOf } from './factors.ts'
import { type Builder, type Param, type Params, query, rowOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { callersSessionAtAnyLevel } from './who.ts'

const ASKED: EventType = 'second_factor_asked'
const PURPOSE: ChallengePurpose = 'second_factor'

const askedEvent = (db: Builder, eventId: Param<string>) =>
  db
    .select({ userId: events.userId })
    .from(events)
    .where(and(eq(events._id, eventId), eq(events.type, ASKED)))

/** Makes the event of a sign-in one that asks for a second factor, if its user has one. */
export const askForFactor = query((db, { eventId }: Params<{ eventId: string }>) =>
  db
    .update(events)
    .set({ type: ASKED })
    .where(and(eq(events._id, eventId), isFactorOf(db, events.userId))),
)

/** Makes a session one that can only step up, or end, if the user of the event that has begun it has a factor. */
export const markSecondFactorDue = query((db, { sessionId, eventId }: Params<{ sessionId: string; eventId: string }>) =>
  db
    .update(sessions)
    .set({ secondFactorDue: true })
    .where(
      and(
        eq(sessions._id, sessionId),
        inArray(sessions.userId, userOfEvent(db, eventId)),
        isFactorOf(db, sessions.userId),
      ),
    ),
)

/** Ends the sessions of the event's user that owe a second factor, but for the `kept` newest. */
export const deleteOldestOwing = query((db, { eventId, kept }: Params<{ eventId: string; kept: number }>) => {
  const owing = and(inArray(sessions.userId, userOfEvent(db, eventId)), eq(sessions.secondFactorDue, true))
  const newest = db
    .select({ _id: sessions._id })
    .from(sessions)
    .where(owing)
    .orderBy(desc(sessions.createdAt), desc(sessions._id))
    .limit(kept)
  return db.delete(sessions).where(and(owing, notInArray(sessions._id, newest)))
})

/** Records beside an event that asks for a second factor what the call has done all the same, such as a reset. */
export const recordBesideAsked = eventQuery((db, event: Params<NewEvent & { askedId: string }>) =>
  inArray(users._id, askedEvent(db, event.askedId)),
)

interface NewChallenge {
  _id: string
  expiresAt: Date
}

/** Stores the challenge of an event that asks for a second factor. */
export const insertChallengeOfEvent = query((db, challenge: Params<NewChallenge & { eventId: string }>) =>
  db
    .insert(challenges)
    .select(
      db
        .select(rowOf(challenges, challenge, { purpose: sql`${PURPOSE}`, userId: events.userId, sessionId: sql`NULL` }))
        .from(events)
        .where(and(eq(events._id, challenge.eventId), eq(events.type, ASKED))),
    )
    .onConflictDoNothing(),
)

/** Deletes the challenges that the caller's session has. */
export const deleteChallengesOfSession = query((db, caller: Params<Caller & { now: Date }>) =>
  db
    .delete(challenges)
    .where(
      and(
        inArray(
          challenges.userId,
          db.select({ userId: sessions.userId }).from(sessions).where(callersSessionAtAnyLevel(caller, caller.now)),
        ),
        eq(challenges.sessionId, caller.sessionId),
        eq(challenges.purpose, PURPOSE),
      ),
    ),
)

/** Stores a challenge for the caller's session, whatever its level, if they have a factor. */
export const insertChallengeOfSession = query((db, challenge: Params<NewChallenge & Caller & { now: Date }>) =>
  db
    .insert(challenges)
    .select(
      db
        .select(rowOf(challenges, challenge, { purpose: sql`${PURPOSE}`, userId: users._id, sessionId: sessions._id }))
        .from(sessions)
        .innerJoin(users, eq(users._id, sessions.userId))
        .where(and(callersSessionAtAnyLevel(challenge, challenge.now), isNull(users.disabledAt), hasFactor(db))),
    )
    .onConflictDoNothing(),
)

/**
 * What may answer a challenge of the user: the factors, how many recovery codes are left, and, if they are asked for, a
 * JSON list of the passkeys.
 */
const answersOf = (db: Builder, userId: SQL, withPasskeys: Param<boolean>) =>
  db
    .select({
      _id: factors._id,
      userId: factors.userId,
      type: factors.type,
      name: factors.name,
      secret: factors.secret,
      recoveryCodesLeft: sql<number>`(${db
        .select({ count: sql`count(*)` })
        .from(recoveryCodes)
        .where(and(eq(recoveryCodes.userId, factors.userId), isNull(recoveryCodes.usedAt)))})`.as('left'),
      passkeys: sql<string | null>`CASE WHEN ${withPasskeys} THEN (${db
        .select({
          list: sql`json_group_array(json_object(${'id'}, ${passkeys._id}, ${'transports'}, json(${passkeys.transports})))`,
        })
        .from(passkeys)
        .where(eq(passkeys.userId, factors.userId))}) END`.as('passkeys'),
    })
    .from(factors)
    .where(and(sql`${factors.userId} IN ${userId}`, isNotNull(factors.confirmedAt)))

/** What may answer an event that asks for a second factor; no row if it does not ask. */
export const selectAnswersToEvent = query(
  (db, { eventId, withPasskeys }: Params<{ eventId: string; withPasskeys: boolean }>) =>
    answersOf(db, sql`${askedEvent(db, eventId)}`, withPasskeys),
)

/** What may answer a challenge of the user. */
export const selectAnswersOfUser = query(
  (db, { userId, withPasskeys }: Params<{ userId: string; withPasskeys: boolean }>) =>
    answersOf(db, sql`(${userId})`, withPasskeys),
)
