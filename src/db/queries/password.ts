import { and, eq, inArray, isNotNull, not, or, sql } from 'drizzle-orm'
import type { Proof } from '../../model/proof.ts'
import type { NewCode, NewEvent } from '../rows.ts'
import { users } from '../schema.ts'
import { countGuess } from './code-attempts.ts'
import { codeOf, countAttempt, putCode, withCode } from './codes.ts'
import { hasFactor } from './factors.ts'
import { provenUser } from './proof.ts'
import { type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSecondFactor, isRecentSignIn, type RecentCaller } from './recent-sign-in.ts'
import { verifiedSince } from './verified.ts'
import { callersUser, enabledUserWithEmail, selectCaller } from './who.ts'

/** The caller's password hash, what a new one must not be, where they can be notified, and whether they are a guest. */
export const selectCallersPassword = selectCaller({
  email: users.email,
  name: users.name,
  emailVerified: users.emailVerified,
  passwordHash: users.passwordHash,
  isGuest: users.isGuest,
  locale: users.locale,
})

/** Records that the caller sets another password, in a session that replaces theirs; if their proof still holds. */
export const recordPasswordChange = eventQuery(
  (db, event: Params<NewEvent & { userId: string; replacedId: string; proof: Proof }>) => {
    const caller = { userId: event.userId, sessionId: event.replacedId }
    return and(callersUser(db, caller, event.createdAt), provenUser(db, event.proof, event.createdAt))
  },
)

/** `factorsCount`: whether a factor of theirs has to be shown. */
type ChangingCaller = RecentCaller & { factorsCount: boolean }

/**
 * Records that the caller, who has an email address, sets a password after a recent sign-in; with a recent second factor, where
 * they have one.
 */
export const recordRecentPasswordChange = eventQuery((db, event: Params<NewEvent & ChangingCaller>) =>
  and(
    callersUser(db, event, event.createdAt),
    isNotNull(users.email),
    isRecentSignIn(db, event),
    or(sql`NOT ${event.factorsCount}`, not(hasFactor(db)), isRecentSecondFactor(db, event)),
  ),
)

/** Sets the password of the event's user, whatever it was. Whether their mailbox is theirs, it does not show. */
export const setPasswordOfUser = query(
  (db, { eventId, passwordHash, now }: Params<{ eventId: string; passwordHash: string; now: Date }>) =>
    db
      .update(users)
      .set({ passwordHash: sql`${passwordHash}`, updatedAt: sql`${now}` })
      .where(inArray(users._id, userOfEvent(db, eventId))),
)

/** Replaces the password hash of the event's user, if it is still the one that was compared. */
export const replacePassword = query(
  (db, { eventId, passwordHash, newHash }: Params<{ eventId: string; passwordHash: string; newHash: string }>) =>
    db
      .update(users)
      .set({ passwordHash: sql`${newHash}` })
      .where(and(inArray(users._id, userOfEvent(db, eventId)), eq(users.passwordHash, passwordHash))),
)

/**
 * Sets the password of the event's user, and marks their email address verified: they have given a code that was mailed
 * to it, and nobody else holds the account any more. If they had shown before that the mailbox is theirs, that stays:
 * the ways in that they added since outlive the next reset, too.
 */
export const setPasswordByCode = query(
  (db, { eventId, passwordHash, now }: Params<{ eventId: string; passwordHash: string; now: Date }>) =>
    db
      .update(users)
      .set({ passwordHash: sql`${passwordHash}`, ...verifiedSince('session', now), updatedAt: sql`${now}` })
      .where(inArray(users._id, userOfEvent(db, eventId))),
)

/** Stores a code for the user who has the email. */
export const putResetCode = query((db, code: Params<NewCode & { email: string }>) =>
  putCode(db, 'reset_password', code, enabledUserWithEmail(code.email)),
)

/** Records that a code was requested for the user who has the email, if this is the hash of their current one. */
export const recordResetRequest = eventQuery((db, event: Params<NewEvent & { email: string; hash: string }>) =>
  withCode(db, enabledUserWithEmail(event.email), 'reset_password', event.hash),
)

/** The locale of the user who has the email. */
export const selectLocaleByEmail = queryOne((db, { email }: Params<{ email: string }>) =>
  db.select({ locale: users.locale }).from(users).where(enabledUserWithEmail(email)),
)

/** The current code of the user who has the email. */
export const selectResetCode = queryOne((db, { email }: Params<{ email: string }>) =>
  codeOf(db, 'reset_password', enabledUserWithEmail(email)),
)

/** Counts a guess at the code of the user who has the email, by that email. */
export const countResetGuess = query((db, guess: Params<{ email: string; attemptId: string; now: Date }>) =>
  countGuess(db, ['reset_password'], guess, enabledUserWithEmail(guess.email)),
)

/** Counts an attempt at the code of the user who has the email. */
export const countResetAttempt = query((db, { email }: Params<{ email: string }>) =>
  countAttempt(db, ['reset_password'], enabledUserWithEmail(email)),
)
