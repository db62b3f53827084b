import { and, eq, inArray, not, or, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { EmailProof } from '../../model/email-proofs.ts'
import type { Proof } from '../../model/proof.ts'
import type { NewCode, NewEvent } from '../rows.ts'
import { codes, users } from '../schema.ts'
import { countGuess } from './code-attempts.ts'
import {
  addressCodeMatches,
  changeCodeMatches,
  codeOf,
  countAttempt,
  pendingAddress,
  putCode,
  withCode,
} from './codes.ts'
import { hasFactor } from './factors.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Param, type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSecondFactor, type RecentCaller } from './recent-sign-in.ts'
import { verifiedNow } from './verified.ts'
import { callersUser, enabledUserWithId, selectCaller, withUnverifiedEmail } from './who.ts'

// Requesting a code that verifies an email address.

/** The caller's email address, whether it is verified, whether they are a guest, who has none, and their locale. */
export const selectCallersAddress = selectCaller({
  email: users.email,
  emailVerified: users.emailVerified,
  isGuest: users.isGuest,
  locale: users.locale,
})

/** Stores a code for the email address of the event's user, who has just registered. */
export const putRegistrationCode = query((db, code: Params<NewCode & { eventId: string }>) =>
  putCode(db, 'verify_email', code, inArray(users._id, userOfEvent(db, code.eventId))),
)

/** Stores a code for the caller's email address, if it is not verified. */
export const putVerificationCode = query((db, code: Params<NewCode & Caller & { now: Date }>) =>
  putCode(db, 'verify_email', code, withUnverifiedEmail(callersUser(db, code, code.now))),
)

/** The current code for the caller's email address. */
export const selectVerificationCode = queryOne((db, caller: Params<Caller & { now: Date }>) =>
  codeOf(db, 'verify_email', callersUser(db, caller, caller.now)),
)

// Requesting one that moves the account to another email address.

/** `factorsCount`: whether a factor of theirs has to be shown. */
type ProvenCaller = RecentCaller & { proof: Proof; factorsCount: boolean }

/**
 * The caller, if their proof still holds and they have shown a second factor recently, where they have one: whoever reads
 * the new mailbox may take the account with its factors.
 */
const provenCaller = (db: Builder, caller: Params<ProvenCaller>, now: Param<Date>) =>
  and(
    callersUser(db, caller, now),
    provenUser(db, caller.proof, now),
    or(sql`NOT ${caller.factorsCount}`, not(hasFactor(db)), isRecentSecondFactor(db, caller)),
  )

/** A row, if the caller has a factor, and has not shown a second factor recently. */
export const selectFactorToShow = queryOne((db, caller: Params<RecentCaller & { now: Date }>) =>
  db
    .select({ _id: users._id })
    .from(users)
    .where(and(callersUser(db, caller, caller.now), hasFactor(db), not(isRecentSecondFactor(db, caller)))),
)

/** Stores a code for the email address that the caller wants. */
export const putChangeCode = query((db, code: Params<NewCode & ProvenCaller & { now: Date; address: string }>) =>
  putCode(db, 'change_email', code, provenCaller(db, code, code.now), code.address),
)

/** Records that the caller wants another email address, if this is the hash of their current code. */
export const recordChangeRequest = eventQuery((db, event: Params<NewEvent & ProvenCaller & { hash: string }>) =>
  withCode(db, provenCaller(db, event, event.createdAt), 'change_email', event.hash),
)

/** The current code for the email address that the caller wants. */
export const selectChangeCode = queryOne((db, caller: Params<ProvenCaller & { now: Date }>) =>
  codeOf(db, 'change_email', provenCaller(db, caller, caller.now)),
)

// Redeeming either: as the caller, or by the link in the mail, which names the user and has no session.

/** An event of a user who redeems the code with this hash. */
type CodeEvent = NewEvent & { userId: string; hash: string; attemptId: string }

const verified = (db: Builder, event: Params<CodeEvent>, who: SQL | undefined) =>
  addressCodeMatches(db, who, 'verify_email', event, event.createdAt)

const changed = (db: Builder, event: Params<CodeEvent>, who: SQL | undefined) =>
  changeCodeMatches(db, who, event, event.createdAt)

/** Counts an attempt at both of the caller's codes. */
export const countCallersEmailAttempt = query((db, caller: Params<Caller & { now: Date }>) =>
  countAttempt(db, ['verify_email', 'change_email'], callersUser(db, caller, caller.now)),
)

/** Counts the same attempt by where the codes were sent to. */
export const countCallersGuessAtCodes = query((db, guess: Params<Caller & { attemptId: string; now: Date }>) =>
  countGuess(db, ['verify_email', 'change_email'], guess, callersUser(db, guess, guess.now)),
)

/** Records that the caller has verified their email address, if the code is right. */
export const recordCallersVerification = eventQuery((db, event: Params<CodeEvent & Caller>) =>
  verified(db, event, callersUser(db, event, event.createdAt)),
)

/** Records that the caller moves to another email address, if the code is right. */
export const recordCallersChange = eventQuery((db, event: Params<CodeEvent & Caller>) =>
  changed(db, event, callersUser(db, event, event.createdAt)),
)

/** Records that a link's user has verified their email address, if the link's token is right. */
export const recordVerificationByLink = eventQuery((db, event: Params<CodeEvent>) =>
  verified(db, event, enabledUserWithId(event.userId)),
)

/** Records that a link's user moves to another email address, if the link's token is right. */
export const recordChangeByLink = eventQuery((db, event: Params<CodeEvent>) =>
  changed(db, event, enabledUserWithId(event.userId)),
)

/** A verification, and how it was made. */
interface Verification {
  eventId: string
  by: EmailProof
  now: Date
}

/** Marks the email address of the event's user verified. */
export const markEmailVerified = query((db, { eventId, by, now }: Params<Verification>) =>
  db
    .update(users)
    .set({ ...verifiedNow(by, now), updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)

/** The email address that the event's user is about to leave, if it is verified. Nothing once they have left it. */
export const selectFormerAddress = queryOne((db, { eventId }: Params<{ eventId: string }>) =>
  db
    .select({ email: users.email, locale: users.locale })
    .from(users)
    .innerJoin(codes, and(eq(codes.userId, users._id), eq(codes.purpose, 'change_email')))
    .where(and(inArray(users._id, userOfEvent(db, eventId)), eq(users.emailVerified, true))),
)

/** Moves the event's user to the email address that their code was sent to. */
export const moveToPendingAddress = query((db, { eventId, by, now }: Params<Verification>) =>
  db
    .update(users)
    .set({ ...verifiedNow(by, now), email: pendingAddress(db), updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)
