import { and, eq, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { Proof } from '../../model/proof.ts'
import type { NewCode } from '../rows.ts'
import { loginCodes, users } from '../schema.ts'
import { deletedUser } from './account.ts'
import { userOfAudit } from './audit-records.ts'
import { FIRST_DELAY_MS, isOver } from './back-off.ts'
import { MAX_ATTEMPTS, replacement } from './codes.ts'
import { recentWithOnlyPasskeys } from './passkeys.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Params, query, queryOne, rowOf } from './query.ts'
import { userOfEvent } from './receipt.ts'
import { callersUser } from './who.ts'

/** `userMetadata`: what the user says of themselves whom it makes, if it makes one: a JSON object. */
type NewLoginCode = Omit<NewCode, 'attemptKey'> & { email: string; userMetadata: string | null }

/**
 * Stores a code for an email address, whether a user has it or not. It replaces the one before, unless it is too early
 * for that: then nothing changes, and `selectLoginCode` finds another hash.
 */
export const putLoginCode = query((db, code: Params<NewLoginCode>) =>
  db
    .insert(loginCodes)
    .select(
      db
        .select(
          rowOf(loginCodes, code, {
            address: code.email,
            attempts: sql`0`,
            sent: sql`1`,
            replaceableAt: sql`${code.createdAt} + ${FIRST_DELAY_MS}`,
          }),
        )
        .from(sql`(SELECT 1)`)
        .where(sql`1`), // or SQLite takes ON CONFLICT for a join
    )
    .onConflictDoUpdate({
      target: loginCodes.address,
      set: { ...replacement(loginCodes), userMetadata: sql`excluded.user_metadata` },
      setWhere: isOver(loginCodes.replaceableAt, code.createdAt),
    }),
)

/** The hash of the current code of an email address. */
export const selectLoginCode = queryOne((db, { email }: Params<{ email: string }>) =>
  db.select({ hash: loginCodes.hash }).from(loginCodes).where(eq(loginCodes.address, email)),
)

const addressOf = (db: Builder, who: SQL | undefined) =>
  db
    .select({ email: sql<string>`${users.email}` })
    .from(users)
    .where(who)

/** The code that signs a user in, without the code itself. */
export const selectLoginCodesOf = query((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({
      address: loginCodes.address,
      createdAt: loginCodes.createdAt,
      expiresAt: loginCodes.expiresAt,
    })
    .from(loginCodes)
    .where(inArray(loginCodes.address, addressOf(db, eq(users._id, userId)))),
)

/** Invalidates the code that signs in the event's user, and its link; the wait until the next one is kept. */
export const invalidateLoginCode = query((db, { eventId }: Params<{ eventId: string }>) =>
  db
    .update(loginCodes)
    .set({ attempts: sql`${MAX_ATTEMPTS + 1}`, linkHash: null })
    .where(inArray(loginCodes.address, addressOf(db, inArray(users._id, userOfEvent(db, eventId))))),
)

const deleteLoginCodeOf = (db: Builder, who: SQL | undefined) =>
  db.delete(loginCodes).where(inArray(loginCodes.address, addressOf(db, who)))

/** Deletes the code of whom `deleteUser` is about to delete: it holds their email address. */
export const deleteProvenLoginCode = query((db, deletion: Params<{ proof: Proof; now: Date; factorsCount: boolean }>) =>
  deleteLoginCodeOf(db, deletedUser(db, deletion)),
)

/** Deletes that of the caller, in the same way. */
export const deleteCallersLoginCode = query((db, caller: Params<Caller & { proof: Proof; now: Date }>) =>
  deleteLoginCodeOf(db, and(callersUser(db, caller, caller.now), provenUser(db, caller.proof, caller.now))),
)

/** Deletes that of a caller who can only sign in with passkeys, in the same way. */
export const deletePasskeyHoldersLoginCode = query((db, caller: Params<Caller & { signedInAfter: Date; now: Date }>) =>
  deleteLoginCodeOf(db, recentWithOnlyPasskeys(db, caller)),
)

/** Deletes that of whom an operator is about to delete. */
export const deleteLoginCodeByOperator = query((db, { auditId }: Params<{ auditId: string }>) =>
  deleteLoginCodeOf(db, inArray(users._id, userOfAudit(db, auditId))),
)

/** Deletes up to `limit` codes that expired before a time. */
export const deleteOldLoginCodes = query((db, { before, limit }: Params<{ before: Date; limit: number }>) =>
  db
    .delete(loginCodes)
    .where(
      inArray(
        loginCodes.address,
        db
          .select({ address: loginCodes.address })
          .from(loginCodes)
          .where(lt(loginCodes.expiresAt, before))
          .limit(limit),
      ),
    ),
)
