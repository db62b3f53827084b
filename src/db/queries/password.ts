import { and, eq, inArray, sql } from 'drizzle-orm'
import type { NewCode, NewEvent } from '../rows.ts'
import { users } from '../schema.ts'
import { addressCodeMatches, codeOf, countAttempt, putCode, withCode } from './codes.ts'
import { recordEvent, userOfEvent } from './events.ts'
import { type Params, query } from './query.ts'
import { enabledUserWithEmail } from './sign-in.ts'
import { callerWithPassword, selectCaller } from './who.ts'

/** The caller's password hash, and where they can be notified. */
export const selectCallersPassword = selectCaller({
  email: users.email,
  emailVerified: users.emailVerified,
  passwordHash: users.passwordHash,
})

/** A change of the password: by whom, from which session, and what their password was compared with. */
interface PasswordChange {
  userId: string
  replacedId: string
  passwordHash: string
}

/** Records that the caller sets another password, if the one that was compared is still theirs. */
export const recordPasswordChange = query((db, event: Params<NewEvent & PasswordChange>) => {
  const { userId, replacedId: sessionId, passwordHash } = event
  return recordEvent(db, event, callerWithPassword(db, { userId, sessionId, passwordHash }, event.createdAt))
})

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
 * to it.
 */
export const setPasswordByCode = query(
  (db, { eventId, passwordHash, now }: Params<{ eventId: string; passwordHash: string; now: Date }>) =>
    db
      .update(users)
      .set({ passwordHash: sql`${passwordHash}`, emailVerified: true, updatedAt: sql`${now}` })
      .where(inArray(users._id, userOfEvent(db, eventId))),
)

/** Stores a code for the user who has the email. */
export const putResetCode = query((db, code: Params<NewCode & { email: string }>) =>
  putCode(db, 'reset_password', code, enabledUserWithEmail(code.email)),
)

/** Records that a code was requested for the user who has the email, if this is the hash of their current one. */
export const recordResetRequest = query((db, event: Params<NewEvent & { email: string; hash: string }>) =>
  recordEvent(db, event, withCode(db, enabledUserWithEmail(event.email), 'reset_password', event.hash)),
)

/** The current code of the user who has the email. */
export const selectResetCode = query((db, { email }: Params<{ email: string }>) =>
  codeOf(db, 'reset_password', enabledUserWithEmail(email)),
)

/** Counts an attempt at the code of the user who has the email. */
export const countResetAttempt = query((db, { email }: Params<{ email: string }>) =>
  countAttempt(db, ['reset_password'], enabledUserWithEmail(email)),
)

/** Records that the user who has the email sets another password, if the code is right. */
export const recordReset = query((db, event: Params<NewEvent & { email: string; hash: string }>) =>
  recordEvent(
    db,
    event,
    addressCodeMatches(db, enabledUserWithEmail(event.email), 'reset_password', event.hash, event.createdAt),
  ),
)
