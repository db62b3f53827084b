import { and, eq, inArray, sql } from 'drizzle-orm'
import type { NewCode, NewEvent } from '../rows.ts'
import { users } from '../schema.ts'
import { callerWithPassword, selectCaller } from './caller.ts'
import { addressCodeMatches, codeOf, countAttempt, putCode, withCode } from './codes.ts'
import { recordEvent, userOfEvent } from './events.ts'
import { type Params, query } from './query.ts'
import { enabledUserWithEmail } from './users.ts'

/** What the caller's password is compared with, and where they can be told of it. */
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

/** Records that the caller sets another password, while the one that was compared is theirs still. */
export const recordPasswordChange = query((db, event: Params<NewEvent & PasswordChange>) => {
  const { userId, replacedId: sessionId, passwordHash } = event
  return recordEvent(db, event, callerWithPassword(db, { userId, sessionId, passwordHash }, event.createdAt))
})

/** Replaces the stored password of the event's user, while it is the one that was compared. */
export const replacePassword = query(
  (db, { eventId, passwordHash, newHash }: Params<{ eventId: string; passwordHash: string; newHash: string }>) =>
    db
      .update(users)
      .set({ passwordHash: sql`${newHash}` })
      .where(and(inArray(users._id, userOfEvent(db, eventId)), eq(users.passwordHash, passwordHash))),
)

/**
 * Sets the password of the event's user, and confirms their address: they have shown a code that was mailed there. Only
 * while the code stands: once, however often it runs.
 */
export const setPasswordByCode = query(
  (
    db,
    { eventId, hash, passwordHash, now }: Params<{ eventId: string; hash: string; passwordHash: string; now: Date }>,
  ) =>
    db
      .update(users)
      .set({ passwordHash: sql`${passwordHash}`, emailVerified: true, updatedAt: sql`${now}` })
      .where(withCode(db, inArray(users._id, userOfEvent(db, eventId)), 'reset_password', hash)),
)

/** Stores a code for whoever has the email. */
export const putResetCode = query((db, code: Params<NewCode & { email: string }>) =>
  putCode(db, 'reset_password', code, enabledUserWithEmail(code.email)),
)

/** Records that whoever has the email asked for a code, if the code with this hash stands. */
export const recordResetRequest = query((db, event: Params<NewEvent & { email: string; hash: string }>) =>
  recordEvent(db, event, withCode(db, enabledUserWithEmail(event.email), 'reset_password', event.hash)),
)

/** The code that stands for whoever has the email. */
export const selectResetCode = query((db, { email }: Params<{ email: string }>) =>
  codeOf(db, 'reset_password', enabledUserWithEmail(email)),
)

/** Counts an attempt at the code of whoever has the email. */
export const countResetAttempt = query((db, { email, eventId }: Params<{ email: string; eventId: string }>) =>
  countAttempt(db, ['reset_password'], enabledUserWithEmail(email), [eventId]),
)

/** Records that whoever has the email sets another password, if the code is right. */
export const recordReset = query((db, event: Params<NewEvent & { email: string; hash: string }>) =>
  recordEvent(
    db,
    event,
    addressCodeMatches(db, enabledUserWithEmail(event.email), 'reset_password', event.hash, event.createdAt),
  ),
)
