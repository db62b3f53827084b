import { and, eq, gt, inArray, isNotNull, isNull, not, or, sql } from 'drizzle-orm'
import type { Proof } from '../../model/proof.ts'
import type { NewCode, NewEvent } from '../rows.ts'
import { codes, users } from '../schema.ts'
import { type GivenCode, LINK, whom } from './address-codes.ts'
import { countGuess } from './code-attempts.ts'
import { changeCodeMatches, codeOf, countAttempt, pendingAddress, putCode, withCode } from './codes.ts'
import { hasFactor } from './factors.ts'
import { noGuest } from './guests.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Param, type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSecondFactor, isRecentSignInOrGuest, type RecentCaller } from './recent-sign-in.ts'
import { verifiedNow } from './verified.ts'
import { callersUser, enabledUserWithEmail } from './who.ts'

// Codes that move an account to another email address.

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
