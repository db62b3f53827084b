import { and, eq, exists, gt, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { ChallengePurpose } from '../../model/challenge-purposes.ts'
import type { NewEvent } from '../rows.ts'
import { challenges, factors, loginAttempts, recoveryCodes, sessions, users } from '../schema.ts'
import { guessOf, isLastGuess } from './count-on.ts'
import { type Builder, type Param, type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { enabledUserWithId } from './who.ts'

const PURPOSE: ChallengePurpose = 'second_factor'

/** The challenge that somebody answers. */
export interface Answered {
  challengeId: string
  userId: string
  /** NULL for a sign-in. */
  raisedId: string | null
}

/**
 * An answer to a challenge: the code of a time step of a factor, or a recovery code, of which `macs` is the JSON list
 * of what may be stored.
 */
interface Answer extends Answered {
  /** NULL for a wrong code. */
  factorId: string | null
  step: number | null
  macs: string
  /** NULL for a recovery code, which nobody guesses. */
  attemptId: string | null
  attemptKey: string
}

export const MAX_ANSWERS = 5 // to one challenge, as for mailed codes
export const FREE_GUESSES = 4 // the fifth wrong code in a row makes the next one wait

const openChallenge = (
  db: Builder,
  { challengeId, userId }: Params<Omit<Answered, 'raisedId'>>,
  now: Param<Date>,
  condition?: SQL,
) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(challenges)
      .where(and(isOpen({ challengeId, userId }, now), condition)),
  )

const isOpen = ({ challengeId, userId }: Params<Omit<Answered, 'raisedId'>>, now: Param<Date>) =>
  and(
    eq(challenges._id, challengeId),
    eq(challenges.userId, userId),
    eq(challenges.purpose, PURPOSE),
    lte(challenges.attempts, MAX_ANSWERS),
    gt(challenges.expiresAt, now),
  )

/** Counts a code that is given, before it is compared, unless codes of the user, or the session, have to wait. */
export const countFactorGuess = query(
  (db, guess: Params<Pick<Answer, 'challengeId' | 'userId' | 'attemptKey'> & { attemptId: string; now: Date }>) => {
    const { row, conflict } = guessOf(guess, FREE_GUESSES)
    return db
      .insert(loginAttempts)
      .select(
        db
          .select(row)
          .from(sql`(SELECT 1)`)
          .where(openChallenge(db, guess, guess.now)),
      )
      .onConflictDoUpdate(conflict)
  },
)

/** Whether the code was counted; what is no guess need not be. */
const wasCounted = (db: Builder, { attemptId, attemptKey }: Params<Pick<Answer, 'attemptId' | 'attemptKey'>>) =>
  or(sql`${attemptId} IS NULL`, isLastGuess(db, { attemptKey, attemptId: sql<string>`${attemptId}` }))

type Counted = Pick<Answer, 'challengeId' | 'userId' | 'attemptKey' | 'attemptId'> & { now: Date }

/** Counts an answer to the challenge. */
export const countAnswer = query((db, answer: Params<Counted>) =>
  db
    .update(challenges)
    .set({ attempts: sql`${challenges.attempts} + 1` })
    .where(and(isOpen(answer, answer.now), wasCounted(db, answer))),
)

/**
 * Records a second factor: a code of a time step after the last one that was used, or a recovery code that was not used,
 * for a challenge that is open, after no more than five answers.
 */
export const recordSecondFactor = eventQuery((db, event: Params<NewEvent & Answer>) => isRightAnswer(db, event))

/** The user of an answer that is right, which was counted before: where hooks are asked about a sign-in. */
export const selectUserOfAnswer = queryOne((db, event: Params<NewEvent & Answer>) =>
  db.select({ userId: users._id }).from(users).where(isRightAnswer(db, event)),
)

const isRightAnswer = (db: Builder, event: Params<NewEvent & Answer>) =>
  and(
    maySucceed(db, event),
    wasCounted(db, event),
    or(
      exists(
        db
          .select({ _id: factors._id })
          .from(factors)
          .where(
            and(
              sql`${factors._id} = ${event.factorId}`,
              eq(factors.userId, users._id),
              isNotNull(factors.confirmedAt),
              sql`coalesce(${factors.lastCounter}, 0) < ${event.step}`,
            ),
          ),
      ),
      exists(
        db
          .select({ mac: recoveryCodes.mac })
          .from(recoveryCodes)
          .where(and(isOneOf(event.macs), eq(recoveryCodes.userId, users._id), isNull(recoveryCodes.usedAt))),
      ),
    ),
  )

/**
 * Whether a right answer is taken: the challenge is open, the user is not disabled, and the session that it raises is
 * live.
 */
export const maySucceed = (db: Builder, event: Params<NewEvent & Answered>) =>
  and(
    enabledUserWithId(event.userId),
    openChallenge(db, event, event.createdAt, sql`${challenges.sessionId} IS ${event.raisedId}`),
    or(sql`${event.raisedId} IS NULL`, exists(raisedSession(db, event, event.createdAt))),
  )

const raisedSession = (db: Builder, { raisedId, userId }: Params<Omit<Answered, 'challengeId'>>, now: Param<Date>) =>
  db
    .select({ _id: sessions._id })
    .from(sessions)
    .where(and(sql`${sessions._id} = ${raisedId}`, eq(sessions.userId, userId), gt(sessions.expiresAt, now)))

const isOneOf = (macs: Param<string>) => inArray(recoveryCodes.mac, sql`(SELECT value FROM json_each(${macs}))`)

/** Uses up the time step of a factor of the event's user. */
export const useFactor = query((db, use: Params<{ eventId: string; factorId: string; step: number; now: Date }>) =>
  db
    .update(factors)
    .set({ lastCounter: sql`${use.step}`, lastUsedAt: sql`${use.now}` })
    .where(and(eq(factors._id, use.factorId), inArray(factors.userId, userOfEvent(db, use.eventId)))),
)

/** Uses up a recovery code of the event's user. */
export const useRecoveryCode = query((db, use: Params<{ eventId: string; macs: string; now: Date }>) =>
  db
    .update(recoveryCodes)
    .set({ usedAt: sql`${use.now}` })
    .where(and(isOneOf(use.macs), inArray(recoveryCodes.userId, userOfEvent(db, use.eventId)))),
)

/** Records one more event for the user of an event. */
export const recordAlso = eventQuery((db, event: Params<NewEvent & { receiptId: string }>) =>
  inArray(users._id, userOfEvent(db, event.receiptId)),
)

/** A challenge that is still open, and its user; no row if it was answered, has expired, or had too many answers. */
export const selectOpenChallenge = queryOne((db, answer: Params<{ challengeId: string; userId: string; now: Date }>) =>
  db
    .select({ disabledAt: users.disabledAt })
    .from(challenges)
    .innerJoin(users, eq(users._id, challenges.userId))
    .where(isOpen(answer, answer.now)),
)

/** Until when codes have to wait, if this one was not counted because of that. */
export const selectFactorBlock = queryOne((db, guess: Params<{ attemptKey: string; attemptId: string }>) =>
  db
    .select({ blockedUntil: loginAttempts.blockedUntil })
    .from(loginAttempts)
    .where(
      and(
        eq(loginAttempts.attemptKey, guess.attemptKey),
        sql`${loginAttempts.lastAttemptId} IS NOT ${guess.attemptId}`,
      ),
    ),
)
