import { inArray, type SQL, sql } from 'drizzle-orm'
import type { Caller, NewCode, NewEvent } from '../rows.ts'
import { users } from '../schema.ts'
import {
  addressCodeMatches,
  changeCodeMatches,
  codeOf,
  countAttempt,
  pendingAddress,
  putCode,
  withCode,
} from './codes.ts'
import { recordEvent, userOfEvent } from './events.ts'
import { type Builder, type Params, query } from './query.ts'
import { enabledUserWithId, enabledUserWithPassword, withUnverifiedEmail } from './sign-in.ts'
import { callersUser, callerWithPassword, selectCaller } from './who.ts'

// Requesting a code that verifies an email address.

/** Whether the caller's email address is verified. */
export const selectCallersVerification = selectCaller({ emailVerified: users.emailVerified })

/** Stores the code of a user who has just registered. */
export const putRegistrationCode = query((db, code: Params<NewCode & { userId: string; passwordHash: string }>) =>
  putCode(db, 'verify_email', code, enabledUserWithPassword(code)),
)

/** Stores a code for the caller's email address, if it is not verified. */
export const putVerificationCode = query((db, code: Params<NewCode & Caller & { now: Date }>) =>
  putCode(db, 'verify_email', code, withUnverifiedEmail(callersUser(db, code, code.now))),
)

/** The current code for the caller's email address. */
export const selectVerificationCode = query((db, caller: Params<Caller & { now: Date }>) =>
  codeOf(db, 'verify_email', callersUser(db, caller, caller.now)),
)

// Requesting one that moves the account to another email address.

interface CallerWithPassword extends Caller {
  passwordHash: string
}

/** Stores a code for the email address that the caller wants. */
export const putChangeCode = query((db, code: Params<NewCode & CallerWithPassword & { address: string; now: Date }>) =>
  putCode(db, 'change_email', code, callerWithPassword(db, code, code.now), code.address),
)

/** Records that the caller wants another email address, if this is the hash of their current code. */
export const recordChangeRequest = query((db, event: Params<NewEvent & CallerWithPassword & { hash: string }>) =>
  recordEvent(db, event, withCode(db, callerWithPassword(db, event, event.createdAt), 'change_email', event.hash)),
)

/** The current code for the email address that the caller wants. */
export const selectChangeCode = query((db, caller: Params<CallerWithPassword & { now: Date }>) =>
  codeOf(db, 'change_email', callerWithPassword(db, caller, caller.now)),
)

// Redeeming either: as the caller, or by the link in the mail, which names the user and has no session.

/** An event of a user who redeems the code with this hash. */
type CodeEvent = NewEvent & { userId: string; hash: string }

const countEmailAttempt = (db: Builder, who: SQL | undefined) => countAttempt(db, ['verify_email', 'change_email'], who)

const recordVerified = (db: Builder, event: Params<CodeEvent>, who: SQL | undefined) =>
  recordEvent(db, event, addressCodeMatches(db, who, 'verify_email', event.hash, event.createdAt))

const recordChanged = (db: Builder, event: Params<CodeEvent>, who: SQL | undefined) =>
  recordEvent(db, event, changeCodeMatches(db, who, event.hash, event.createdAt))

/** Counts an attempt at both of the caller's codes. */
export const countCallersEmailAttempt = query((db, caller: Params<Caller & { now: Date }>) =>
  countEmailAttempt(db, callersUser(db, caller, caller.now)),
)

/** Records that the caller has verified their email address, if the code is right. */
export const recordCallersVerification = query((db, event: Params<CodeEvent & Caller>) =>
  recordVerified(db, event, callersUser(db, event, event.createdAt)),
)

/** Records that the caller moves to another email address, if the code is right. */
export const recordCallersChange = query((db, event: Params<CodeEvent & Caller>) =>
  recordChanged(db, event, callersUser(db, event, event.createdAt)),
)

/** Counts an attempt at both codes of a link's user. */
export const countEmailAttemptByLink = query((db, { userId }: Params<{ userId: string }>) =>
  countEmailAttempt(db, enabledUserWithId(userId)),
)

/** Records that a link's user has verified their email address, if the code is right. */
export const recordVerificationByLink = query((db, event: Params<CodeEvent>) =>
  recordVerified(db, event, enabledUserWithId(event.userId)),
)

/** Records that a link's user moves to another email address, if the code is right. */
export const recordChangeByLink = query((db, event: Params<CodeEvent>) =>
  recordChanged(db, event, enabledUserWithId(event.userId)),
)

/** Marks the email address of the event's user verified. */
export const markEmailVerified = query((db, { eventId, now }: Params<{ eventId: string; now: Date }>) =>
  db
    .update(users)
    .set({ emailVerified: true, updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)

/** Moves the event's user to the email address that their code was sent to. */
export const moveToPendingAddress = query((db, { eventId, now }: Params<{ eventId: string; now: Date }>) =>
  db
    .update(users)
    .set({ emailVerified: true, email: pendingAddress(db), updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)
