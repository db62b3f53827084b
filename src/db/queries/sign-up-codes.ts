import { and, eq, inArray, sql } from 'drizzle-orm'
import type { EmailProof } from '../../model/email-proofs.ts'
import type { NewCode, NewEvent } from '../rows.ts'
import { codes, users } from '../schema.ts'
import { type GivenCode, LINK, whom } from './address-codes.ts'
import { countGuess } from './code-attempts.ts'
import { addressCodeMatches, codeOf, countAttempt, putCode } from './codes.ts'
import { type Builder, type Param, type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { verifiedNow } from './verified.ts'
import { enabledUserWithEmail, withUnverifiedEmail } from './who.ts'

// Codes that confirm the address of whoever has signed up.

const SIGN_UP = 'verify_email'
const IN_SESSION: EmailProof = 'session'

/** Stores a code for the user who has the email address, if it is not verified. */
export const putConfirmationCode = query((db, code: Params<NewCode & { email: string }>) =>
  putCode(db, 'verify_email', code, withUnverifiedEmail(enabledUserWithEmail(code.email))),
)

/**
 * Notes with which password they have signed up to whom this code was mailed. Whoever signs up with an address that nobody has
 * confirmed gets a code of their own, in the place of the one before, and it is worth their password.
 */
export const putPasswordOfCode = query(
  (db, { email, hash, passwordHash }: Params<{ email: string; hash: string; passwordHash: string }>) =>
    db
      .update(codes)
      .set({ passwordHash: sql`${passwordHash}` })
      .where(
        and(
          eq(codes.purpose, SIGN_UP),
          eq(codes.hash, hash),
          inArray(codes.userId, db.select({ _id: users._id }).from(users).where(enabledUserWithEmail(email))),
        ),
      ),
)

/** Their current one. */
export const selectConfirmationCode = queryOne((db, { email }: Params<{ email: string }>) =>
  codeOf(db, 'verify_email', withUnverifiedEmail(enabledUserWithEmail(email))),
)

/** Counts an attempt at it. */
export const countConfirmationAttempt = query((db, { email }: Params<{ email: string }>) =>
  countAttempt(db, ['verify_email'], enabledUserWithEmail(email)),
)

/** Counts the same guess by where the code was sent to. */
export const countConfirmationGuess = query((db, guess: Params<{ email: string; attemptId: string; now: Date }>) =>
  countGuess(db, ['verify_email'], guess, enabledUserWithEmail(guess.email)),
)

const confirming = (db: Builder, given: Params<GivenCode>, now: Param<Date>) =>
  addressCodeMatches(db, enabledUserWithEmail(given.email), 'verify_email', given, now)

/** Records that the user who has the email address confirms it, if the code is right. */
export const recordConfirmation = eventQuery((db, event: Params<NewEvent & GivenCode>) =>
  confirming(db, event, event.createdAt),
)

/** Who that would be. */
export const selectConfirming = queryOne((db, given: Params<GivenCode & { now: Date }>) =>
  db
    .select(whom(db))
    .from(users)
    .where(confirming(db, given, given.now)),
)

/** The password of the sign-up that the code of the user in the current row confirms. */
const passwordOfCode = (db: Builder) =>
  sql`(${db
    .select({ passwordHash: codes.passwordHash })
    .from(codes)
    .where(and(eq(codes.userId, users._id), eq(codes.purpose, SIGN_UP)))})`

/** Records that the user of a code has signed up with another password than the account has: somebody else has made it. */
export const recordContestedSignUp = eventQuery((db, event: Params<NewEvent & GivenCode>) =>
  and(confirming(db, event, event.createdAt), sql`${passwordOfCode(db)} <> ${users.passwordHash}`),
)

/** Gives the event's user the password of their sign-up. */
export const takeSignUpPassword = query((db, { eventId }: Params<{ eventId: string }>) =>
  db
    .update(users)
    .set({ passwordHash: passwordOfCode(db) })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)

/**
 * Marks the email address of the event's user verified. `isAsker`: whoever confirms is who has asked for the code, so that, if it
 * is of a sign-up, who has chosen the password and who reads the mailbox are one person.
 */
export const confirmAddress = query(
  (db, { eventId, isAsker, now }: Params<{ eventId: string; isAsker: boolean; now: Date }>) =>
    db
      .update(users)
      .set({
        ...verifiedNow(LINK, now),
        emailVerifiedBy: sql`CASE WHEN ${isAsker} AND ${passwordOfCode(db)} IS NOT NULL THEN ${IN_SESSION} ELSE ${LINK} END`,
        updatedAt: sql`${now}`,
      })
      .where(inArray(users._id, userOfEvent(db, eventId))),
)
