import { and, eq, exists, gt, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { CodePurpose } from '../../model/code-purposes.ts'
import type { NewCode } from '../rows.ts'
import { codes, users } from '../schema.ts'
import { delay, FIRST_DELAY_MS, isOver } from './back-off.ts'
import { wasCounted } from './code-attempts.ts'
import { type Builder, type Param, type Params, query, rowOf } from './query.ts'
import { userOfEvent } from './receipt.ts'

/** OWASP: a few guesses at a short code, then it is invalid. */
export const MAX_ATTEMPTS = 5

export const FREE_CODES = 5 // in a row, a minute apart; from the sixth on the next one waits longer

/** What a new code puts in the place of the one before, which was not redeemed: the next one waits the longer. */
export const replacement = ({ sent }: { sent: SQLiteColumn }) => ({
  hash: sql`excluded.hash`,
  linkHash: sql`excluded.link_hash`,
  attempts: sql`excluded.attempts`,
  createdAt: sql`excluded.created_at`,
  expiresAt: sql`excluded.expires_at`,
  sent: sql`${sent} + 1`,
  replaceableAt: sql`excluded.created_at + ${delay(sql`max(0, ${sent} + 1 - ${FREE_CODES})`)}`,
})

/**
 * Stores a code for the user that `who` finds, mailed to `address` or else to their own email address. It replaces the
 * one before, unless it is too early for that: then nothing changes, and `codeOf` finds another hash.
 */
export const putCode = (
  db: Builder,
  purpose: CodePurpose,
  code: Params<NewCode>,
  who: SQL | undefined,
  address?: Param<string>,
) =>
  db
    .insert(codes)
    .select(
      db
        .select(
          rowOf(codes, code, {
            userId: users._id,
            purpose: sql`${purpose}`,
            address: address ?? users.email,
            attempts: sql`0`,
            sent: sql`1`,
            replaceableAt: sql`${code.createdAt} + ${FIRST_DELAY_MS}`,
          }),
        )
        .from(users)
        .where(who),
    )
    .onConflictDoUpdate({
      target: [codes.userId, codes.purpose],
      set: {
        address: sql`excluded.address`,
        attemptKey: sql`coalesce(excluded.attempt_key, CASE WHEN ${codes.address} = excluded.address THEN ${codes.attemptKey} END)`,
        ...replacement(codes),
      },
      setWhere: isOver(codes.replaceableAt, code.createdAt),
    })

/** The current code of the user that `who` finds, whether their own email address is verified, and their locale. */
export const codeOf = (db: Builder, purpose: CodePurpose, who: SQL | undefined) =>
  db
    .select({
      hash: codes.hash,
      address: codes.address,
      replaceableAt: codes.replaceableAt,
      emailVerified: users.emailVerified,
      locale: users.locale,
    })
    .from(users)
    .innerJoin(codes, and(eq(codes.userId, users._id), eq(codes.purpose, purpose)))
    .where(who)

/**
 * Counts one attempt at the codes of the user that `who` finds, before the guess is compared: of any number of parallel
 * guesses five are compared. A wrong guess that D1 is sent twice counts twice.
 */
export const countAttempt = (db: Builder, purposes: readonly CodePurpose[], who: SQL | undefined) =>
  db
    .update(codes)
    .set({ attempts: sql`${codes.attempts} + 1` })
    .where(
      and(
        inArray(codes.purpose, [...purposes]),
        inArray(codes.userId, db.select({ _id: users._id }).from(users).where(who)),
      ),
    )

/** What is given back: its hash, and as which attempt a guess at the six digits was counted. */
export interface Guess {
  hash: Param<string> | SQL<string>
  attemptId: Param<string> | SQL<string>
}

/** Whether this is the hash of the six digits, which take five guesses, or of the link's token, which cannot be guessed. */
const liveCode = (db: Builder, purpose: CodePurpose, { hash, attemptId }: Guess, now: Param<Date>) =>
  and(
    eq(codes.userId, users._id),
    eq(codes.purpose, purpose),
    or(
      and(eq(codes.hash, hash), lte(codes.attempts, MAX_ATTEMPTS), wasCounted(db, attemptId)),
      eq(codes.linkHash, hash),
    ),
    gt(codes.expiresAt, now),
  )

const codeExists = (db: Builder, condition: SQL | undefined) =>
  exists(db.select({ hash: codes.hash }).from(codes).where(condition))

/** The user of `who`, if this is what their live code takes and it was sent to their current email address. */
export const addressCodeMatches = (
  db: Builder,
  who: SQL | undefined,
  purpose: 'verify_email' | 'reset_password',
  guess: Guess,
  now: Param<Date>,
) => and(who, codeExists(db, and(liveCode(db, purpose, guess, now), eq(codes.address, users.email))))

/** The user of `who`, if this is what their live code takes for a new email address. */
export const changeCodeMatches = (db: Builder, who: SQL | undefined, guess: Guess, now: Param<Date>) =>
  and(who, codeExists(db, liveCode(db, 'change_email', guess, now)))

/** The user of `who`, if this is the hash of their current code. */
export const withCode = (db: Builder, who: SQL | undefined, purpose: CodePurpose, hash: Param<string>) =>
  and(who, codeExists(db, and(eq(codes.userId, users._id), eq(codes.purpose, purpose), eq(codes.hash, hash))))

/** The email address that the user in the current row is moving to. */
export const pendingAddress = (db: Builder) => {
  const pending = db
    .select({ address: codes.address })
    .from(codes)
    .where(and(eq(codes.userId, users._id), eq(codes.purpose, 'change_email')))
  return sql`(${pending})`
}

/** Deletes the codes of the event's user that are for these purposes. */
export const deleteCodes = (purposes: readonly CodePurpose[]) =>
  query((db, { eventId }: Params<{ eventId: string }>) =>
    db.delete(codes).where(and(inArray(codes.purpose, [...purposes]), inArray(codes.userId, userOfEvent(db, eventId)))),
  )

/** Deletes the code of the event's user that verifies their email address. */
export const deleteVerificationCode = deleteCodes(['verify_email'])

/** Deletes the codes of the event's user for their email address and for a new one. */
export const deleteEmailCodes = deleteCodes(['verify_email', 'change_email'])

/** Deletes the codes of the event's user that were sent to their email address. */
export const deleteAddressCodes = deleteCodes(['verify_email', 'reset_password'])

/**
 * Invalidates the codes of the event's user, and their links. They were not redeemed, so the wait until the next one is
 * kept.
 */
export const invalidateCodes = query((db, { eventId }: Params<{ eventId: string }>) =>
  db
    .update(codes)
    .set({ attempts: sql`${MAX_ATTEMPTS + 1}`, linkHash: null })
    .where(inArray(codes.userId, userOfEvent(db, eventId))),
)

/** Invalidates the one by which the event's user is about to move to another email address: who redeems it needs no session. */
export const invalidateMove = query((db, { eventId }: Params<{ eventId: string }>) =>
  db
    .update(codes)
    .set({ attempts: sql`${MAX_ATTEMPTS + 1}`, linkHash: null })
    .where(and(eq(codes.purpose, 'change_email'), inArray(codes.userId, userOfEvent(db, eventId)))),
)

/** A user's codes, without the codes themselves. */
export const selectCodes = query((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({
      purpose: codes.purpose,
      address: codes.address,
      createdAt: codes.createdAt,
      expiresAt: codes.expiresAt,
    })
    .from(codes)
    .where(eq(codes.userId, userId)),
)

/** Deletes up to `limit` codes that expired before a time. */
export const deleteOldCodes = query((db, { before, limit }: Params<{ before: Date; limit: number }>) =>
  db
    .delete(codes)
    .where(
      sql`(${codes.userId}, ${codes.purpose}) IN ${db
        .select({ userId: codes.userId, purpose: codes.purpose })
        .from(codes)
        .where(lt(codes.expiresAt, before))
        .limit(limit)}`,
    ),
)
