import { and, eq, exists, gt, inArray, lte, notExists, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { type Code, type CodePurpose, codes, users } from '../schema.ts'
import { userOfEvent } from './events.ts'

/** OWASP: a handful of guesses at a short code, then it is spent. */
const MAX_ATTEMPTS = 5

/** A code for whoever the statement finds; without `address`, for the one that is theirs. */
export type NewCode = Omit<Code, 'userId' | 'attempts' | 'address'> & { address?: string }

/**
 * Stores a code for the user that `who` finds. It takes the place of the one before, unless that is younger than
 * `settledBefore`: then nothing changes, and `selectCode` tells so by another hash.
 */
export const putCode = (db: Database, code: NewCode, settledBefore: Date, who: SQL | undefined) =>
  db
    .insert(codes)
    .select(
      db
        .select({
          userId: users._id,
          purpose: sql`${code.purpose}`.as('purpose'),
          address: (code.address === undefined ? sql`${users.email}` : sql`${code.address}`).as('address'),
          hash: sql`${code.hash}`.as('hash'),
          attempts: sql`0`.as('attempts'),
          createdAt: sql`${code.createdAt.getTime()}`.as('created_at'),
          expiresAt: sql`${code.expiresAt.getTime()}`.as('expires_at'),
        })
        .from(users)
        .where(who),
    )
    .onConflictDoUpdate({
      target: [codes.userId, codes.purpose],
      set: {
        address: sql`excluded.address`,
        hash: sql`excluded.hash`,
        attempts: sql`excluded.attempts`,
        createdAt: sql`excluded.created_at`,
        expiresAt: sql`excluded.expires_at`,
      },
      // One from after this one's end is no younger: the clock that made it was wrong.
      setWhere: sql`${lte(codes.createdAt, settledBefore)} OR ${gt(codes.createdAt, code.expiresAt)}`,
    })

/** The code that stands for the user that `who` finds. */
export const selectCode = (db: Database, purpose: CodePurpose, who: SQL | undefined) =>
  db
    .select({ hash: codes.hash, address: codes.address, createdAt: codes.createdAt })
    .from(users)
    .innerJoin(codes, and(eq(codes.userId, users._id), eq(codes.purpose, purpose)))
    .where(who)

/**
 * Counts one attempt at the codes of the user that `who` finds, before the guess is compared: of any number of parallel
 * guesses five are compared. A batch that runs again after its guess was right (`eventIds`) counts nothing.
 */
export const countAttempt = (
  db: Database,
  purposes: readonly CodePurpose[],
  who: SQL | undefined,
  eventIds: readonly string[],
) =>
  db
    .update(codes)
    .set({ attempts: sql`${codes.attempts} + 1` })
    .where(
      and(
        inArray(codes.purpose, [...purposes]),
        inArray(codes.userId, db.select({ _id: users._id }).from(users).where(who)),
        ...eventIds.map((eventId) => notExists(userOfEvent(db, eventId))),
      ),
    )

const liveCode = (purpose: CodePurpose, hash: string, now: Date) =>
  and(
    eq(codes.userId, users._id),
    eq(codes.purpose, purpose),
    eq(codes.hash, hash),
    lte(codes.attempts, MAX_ATTEMPTS),
    gt(codes.expiresAt, now),
  )

const codeExists = (db: Database, condition: SQL | undefined) =>
  exists(db.select({ hash: codes.hash }).from(codes).where(condition))

/** The user of `who`, if this is the hash of their live code and it was sent to the address that they have now. */
export const addressCodeMatches = (
  db: Database,
  who: SQL | undefined,
  purpose: 'verify_email' | 'reset_password',
  hash: string,
  now: Date,
) => and(who, codeExists(db, and(liveCode(purpose, hash, now), eq(codes.address, users.email))))

/** The user of `who`, if this is the hash of their live code for a new address. */
export const changeCodeMatches = (db: Database, who: SQL | undefined, hash: string, now: Date) =>
  and(who, codeExists(db, liveCode('change_email', hash, now)))

/** The user of `who`, if the code that was just put stands for them. */
export const withCode = (db: Database, who: SQL | undefined, { purpose, hash }: NewCode) =>
  and(who, codeExists(db, and(eq(codes.userId, users._id), eq(codes.purpose, purpose), eq(codes.hash, hash))))

/** The address that the user in the row at hand is moving to; their own when there is none. */
export const pendingAddress = (db: Database) => {
  const pending = db
    .select({ address: codes.address })
    .from(codes)
    .where(and(eq(codes.userId, users._id), eq(codes.purpose, 'change_email')))
  return sql`coalesce((${pending}), ${users.email})`
}

/** Spends codes of the event's user. */
export const deleteCodes = (db: Database, eventId: string, purposes: readonly CodePurpose[]) =>
  db.delete(codes).where(and(inArray(codes.purpose, [...purposes]), inArray(codes.userId, userOfEvent(db, eventId))))

/** A user's codes, without what they are. */
export const selectCodes = (db: Database, userId: string) =>
  db
    .select({
      purpose: codes.purpose,
      address: codes.address,
      createdAt: codes.createdAt,
      expiresAt: codes.expiresAt,
    })
    .from(codes)
    .where(eq(codes.userId, userId))

/** Deletes up to `limit` codes that have expired. */
export const deleteExpiredCodes = (db: Database, now: Date, limit: number) =>
  db
    .delete(codes)
    .where(sql`rowid IN ${db.select({ rowid: sql`rowid` }).from(codes).where(lte(codes.expiresAt, now)).limit(limit)}`)
