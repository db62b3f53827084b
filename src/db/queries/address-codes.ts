import { and, eq, gt, inArray, isNotNull, isNull, not, or, sql } from 'drizzle-orm'
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
import { noGuest } from './guests.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Param, type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSecondFactor, isRecentSignInOrGuest, type RecentCaller } from './recent-sign-in.ts'
import { verifiedNow } from './verified.ts'
import { callersUser, enabledUserWithEmail, withUnverifiedEmail } from './who.ts'

// Codes that are bound to the email address they are sent to, so that whoever gives one back needs no session.

/** What somebody gives who says that they read a mailbox: a hash, and as which attempt a guess was counted. */
interface GivenCode {
  email: string
  hash: string
  attemptId: string
}

const SIGN_UP = 'verify_email'
const IN_SESSION: EmailProof = 'session'
const LINK: EmailProof = 'link' // whoever gives it reads the mailbox, and need not be who holds the account

const whom = (db: Builder) => ({
  userId: users._id,
  isGuest: users.isGuest,
  hasFactor: sql<boolean>`${hasFactor(db)}`.mapWith(users.isGuest).as('has_factor'),
})

// Those that confirm the address of whoever has signed up.

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

// Those that move an account to another email address.

/** `proof`: a password of theirs, if they have given one; `factorsCount`: whether a factor of theirs has to be shown. */
type Mover = RecentCaller & { proof: Proof | null; factorsCount: boolean }

/**
 * The caller, if they have proven their password or signed in recently, or are a guest; and if they have shown a second
 * factor recently, where they have one: whoever reads the new mailbox may take the account.
 */
const mover = (db: Builder, caller: Params<Mover>, now: Param<Date>) =>
  and(
    callersUser(db, caller, now),
    or(provenUser(db, caller.proof, now), isRecentSignInOrGuest(db, caller)),
    or(sql`NOT ${caller.factorsCount}`, not(hasFactor(db)), isRecentSecondFactor(db, caller)),
  )

/** Stores a code for the email address that such a caller wants, if it is another than theirs. */
export const putMoveCode = query((db, code: Params<NewCode & Mover & { now: Date; address: string }>) =>
  putCode(
    db,
    'change_email',
    code,
    and(mover(db, code, code.now), sql`${users.email} IS NOT ${code.address}`),
    code.address,
  ),
)

/** Records that they want it, if this is the hash of their current code. */
export const recordMoveRequest = eventQuery((db, event: Params<NewEvent & Mover & { hash: string }>) =>
  withCode(db, mover(db, event, event.createdAt), 'change_email', event.hash),
)

/** The current code for the email address that they want. */
export const selectMoveCode = queryOne((db, caller: Params<Mover & { now: Date }>) =>
  codeOf(db, 'change_email', mover(db, caller, caller.now)),
)

/** Those who are about to move to an email address. */
const movingTo = (db: Builder, email: Param<string>) =>
  and(
    isNull(users.disabledAt),
    inArray(
      users._id,
      db
        .select({ userId: codes.userId })
        .from(codes)
        .where(and(eq(codes.purpose, 'change_email'), eq(codes.address, email))),
    ),
  )

/** Where the user is about to move who has an email address, while their code is live. */
export const selectPendingMove = queryOne((db, { email, now }: Params<{ email: string; now: Date }>) =>
  db
    .select({ address: codes.address })
    .from(codes)
    .innerJoin(users, eq(users._id, codes.userId))
    .where(and(eq(codes.purpose, 'change_email'), enabledUserWithEmail(email), isLive(now))),
)

/** A code that nothing has invalidated: what revokes codes takes away their links. */
const isLive = (now: Param<Date>) => and(gt(codes.expiresAt, now), isNotNull(codes.linkHash))

type Resent = NewCode & { email: string; address: string; now: Date }

/** Stores another code for that move; none where it is not pending any more. */
export const putMoveCodeAgain = query((db, code: Params<Resent>) =>
  putCode(
    db,
    'change_email',
    code,
    and(
      enabledUserWithEmail(code.email),
      inArray(
        users._id,
        db
          .select({ userId: codes.userId })
          .from(codes)
          .where(and(eq(codes.purpose, 'change_email'), eq(codes.address, code.address), isLive(code.now))),
      ),
    ),
    code.address,
  ),
)

/** The current code for the move of the user who has an email address. */
export const selectMoveCodeOf = queryOne((db, { email }: Params<{ email: string }>) =>
  codeOf(db, 'change_email', enabledUserWithEmail(email)),
)

/** Counts an attempt at the codes of those who are about to move to an email address. */
export const countMoveAttempt = query((db, { email }: Params<{ email: string }>) =>
  countAttempt(db, ['change_email'], movingTo(db, email)),
)

/** Counts the same guess by where the codes were sent to. */
export const countMoveGuess = query((db, guess: Params<{ email: string; attemptId: string; now: Date }>) =>
  countGuess(db, ['change_email'], guess, movingTo(db, guess.email)),
)

const moving = (db: Builder, given: Params<GivenCode>, now: Param<Date>) =>
  changeCodeMatches(db, movingTo(db, given.email), given, now)

/** Records that a user moves to the email address, if the code is right. */
export const recordMove = eventQuery((db, event: Params<NewEvent & GivenCode>) => moving(db, event, event.createdAt))

/** Who that would be. */
export const selectMoving = queryOne((db, given: Params<GivenCode & { now: Date }>) =>
  db
    .select(whom(db))
    .from(users)
    .where(moving(db, given, given.now)),
)

/** Moves the event's user to the email address that their code was sent to: a guest is none any more. */
export const moveToNewAddress = query((db, { eventId, now }: Params<{ eventId: string; now: Date }>) =>
  db
    .update(users)
    .set({ ...verifiedNow(LINK, now), email: pendingAddress(db), ...noGuest, updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)
