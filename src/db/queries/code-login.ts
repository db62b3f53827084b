import { and, eq, exists, gt, inArray, lte, not, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { EmailProof } from '../../model/email-proofs.ts'
import { GUEST_NAME } from '../../model/person-name.ts'
import type { NewEvent, NewUser } from '../rows.ts'
import { loginAttempts, loginCodes, users } from '../schema.ts'
import { MAX_ATTEMPTS } from './codes.ts'
import { guessOf, isLastGuess } from './count-on.ts'
import { callersGuest, noGuest } from './guests.ts'
import { type Builder, type Param, type Params, query } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { insertUserIf } from './sign-in.ts'
import { holderOwnsMailbox, verifiedNow } from './verified.ts'
import { enabledUserWithEmail } from './who.ts'

// Signing in with a mailed code. Storing one is in login-codes.ts.

/**
 * Counts one attempt at the code of an email address, before the guess is compared: of any number of parallel guesses
 * five are compared.
 */
export const countLoginCodeAttempt = query((db, { email }: Params<{ email: string }>) =>
  db
    .update(loginCodes)
    .set({ attempts: sql`${loginCodes.attempts} + 1` })
    .where(eq(loginCodes.address, email)),
)

/**
 * Counts the same guess with those at the other codes that were mailed there, unless guesses are blocked. Nothing is
 * counted where no code was asked for.
 */
export const countLoginCodeGuess = query(
  (db, guess: Params<{ email: string; attemptKey: string; attemptId: string; now: Date }>) => {
    const { row, conflict } = guessOf(guess)
    return db
      .insert(loginAttempts)
      .select(db.select(row).from(loginCodes).where(eq(loginCodes.address, guess.email)))
      .onConflictDoUpdate(conflict)
  },
)

/** What somebody gives who says that they read a mailbox: `hash` is that of the six digits, or of the link's token. */
export interface GivenLoginCode {
  email: string
  hash: string
  /** Under which key, and as which attempt, a guess at the six digits was counted. */
  attemptKey: string
  attemptId: string
}

/** The live code of the email address, if this is what it takes. */
export const isRightCode = (db: Builder, given: Params<GivenLoginCode>, now: Param<Date>) =>
  and(
    eq(loginCodes.address, given.email),
    or(
      and(eq(loginCodes.hash, given.hash), lte(loginCodes.attempts, MAX_ATTEMPTS), isLastGuess(db, given)),
      eq(loginCodes.linkHash, given.hash),
    ),
    gt(loginCodes.expiresAt, now),
  )

/** Whether this is what the live code of the email address takes. */
const loginCodeMatches = (db: Builder, given: Params<GivenLoginCode>, now: Param<Date>) =>
  exists(
    db
      .select({ address: loginCodes.address })
      .from(loginCodes)
      .where(isRightCode(db, given, now)),
  )

/** Adds a user with a verified email address, if the code for it is right and nobody has it. */
export const insertUserByCode = query(
  (db, user: Params<Pick<NewUser, '_id' | 'name' | 'createdAt' | 'updatedAt'> & GivenLoginCode>) =>
    insertUserIf(db, user, loginCodeMatches(db, user, user.createdAt), {
      emailVerified: sql`1`,
      emailVerifiedBy: sql`${IN_SESSION}`,
      emailVerifiedAt: sql`${user.createdAt}`,
      userMetadata: sql`(${db
        .select({ userMetadata: loginCodes.userMetadata })
        .from(loginCodes)
        .where(eq(loginCodes.address, user.email))})`,
    }),
)

const IN_SESSION: EmailProof = 'session' // whoever gives the code gets the session

/** A guest of whom a session is given. */
interface GivenGuest {
  guestId: string
  guestSessionId: string
}

/**
 * Records that a guest, whose session is live, becomes the user of an email address that nobody has, if the code for it
 * is right.
 */
export const recordUpgradeByCode = eventQuery((db, event: Params<NewEvent & GivenLoginCode & GivenGuest>) => {
  const owner = alias(users, 'owner')
  return and(
    callersGuest(db, { userId: event.guestId, sessionId: event.guestSessionId }, event.createdAt),
    notExists(db.select({ _id: owner._id }).from(owner).where(eq(owner.email, event.email))),
    loginCodeMatches(db, event, event.createdAt),
  )
})

/** Makes the event's guest that user, who is called `name` unless they have said what they are called. */
export const upgradeGuestByCode = query(
  (db, upgrade: Params<{ eventId: string; email: string; name: string; now: Date }>) =>
    db
      .update(users)
      .set({
        email: sql`${upgrade.email}`,
        ...verifiedNow(IN_SESSION, upgrade.now),
        name: sql`CASE ${users.name} WHEN ${GUEST_NAME} THEN ${upgrade.name} ELSE ${users.name} END`,
        ...noGuest,
        updatedAt: sql`${upgrade.now}`,
      })
      .where(inArray(users._id, userOfEvent(db, upgrade.eventId))),
)

/** Records that the user who has the email signs in, if the code is right. */
export const recordCodeLogin = eventQuery((db, event: Params<NewEvent & GivenLoginCode>) =>
  and(enabledUserWithEmail(event.email), loginCodeMatches(db, event, event.createdAt)),
)

/**
 * Records that the user who has the email gets the account anew, if the code is right: whoever held it until now has not
 * shown that the mailbox is theirs.
 */
export const recordTakeoverByCode = eventQuery((db, event: Params<NewEvent & GivenLoginCode>) =>
  and(enabledUserWithEmail(event.email), not(holderOwnsMailbox), loginCodeMatches(db, event, event.createdAt)),
)

/** Uses up the code that an event was recorded for. */
export const deleteUsedLoginCode = query((db, { email, eventId }: Params<{ email: string; eventId: string }>) =>
  db.delete(loginCodes).where(and(eq(loginCodes.address, email), exists(userOfEvent(db, eventId)))),
)

/** Forgets the guesses at codes that were mailed to an address, if this one was right. */
export const forgetLoginCodeGuesses = query(
  (db, guess: Params<{ attemptKey: string; attemptId: string; eventId: string }>) =>
    db
      .delete(loginAttempts)
      .where(
        and(
          eq(loginAttempts.attemptKey, guess.attemptKey),
          eq(loginAttempts.lastAttemptId, guess.attemptId),
          exists(userOfEvent(db, guess.eventId)),
        ),
      ),
)
