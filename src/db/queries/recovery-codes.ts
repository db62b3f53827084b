import { and, eq, exists, inArray, isNotNull, notExists, type SQL, sql } from 'drizzle-orm'
import type { NewEvent } from '../rows.ts'
import { recoveryCodes, users } from '../schema.ts'
import { hasFactor, strangersOf, withoutFactor } from './factors.ts'
import { type Builder, type Params, query, queryOne, rowOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSecondFactor, type RecentCaller } from './recent-sign-in.ts'
import { callersUser } from './who.ts'

/** A user's recovery codes, without the codes themselves. */
export const selectRecoveryCodes = query((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({ createdAt: recoveryCodes.createdAt, usedAt: recoveryCodes.usedAt })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.userId, userId)),
)

/** Records that the caller gets new recovery codes, if they have a factor and have shown a second one recently. */
export const recordRecoveryCodesMade = eventQuery((db, event: Params<NewEvent & RecentCaller>) =>
  and(callersUser(db, event, event.createdAt), hasFactor(db), isRecentSecondFactor(db, event)),
)

/** Records that the caller's recovery codes are removed, if they have some and have shown a second factor recently. */
export const recordRecoveryCodesRemoved = eventQuery((db, event: Params<NewEvent & RecentCaller>) =>
  and(
    callersUser(db, event, event.createdAt),
    exists(db.select({ mac: recoveryCodes.mac }).from(recoveryCodes).where(eq(recoveryCodes.userId, users._id))),
    isRecentSecondFactor(db, event),
  ),
)

/** Deletes the recovery codes of the event's user: all, or none while some are unused. */
const deleteCodesIf = (condition: (db: Builder) => SQL | undefined) =>
  query((db, { eventId }: Params<{ eventId: string }>) =>
    db.delete(recoveryCodes).where(and(inArray(recoveryCodes.userId, userOfEvent(db, eventId)), condition(db))),
  )

/** Deletes the recovery codes of the event's user. */
export const deleteRecoveryCodes = deleteCodesIf(() => undefined)

/** Deletes those that were used. */
export const deleteUsedRecoveryCodes = deleteCodesIf(() => isNotNull(recoveryCodes.usedAt))

/** Adds recovery codes of the event's user, of which `macs` is the JSON list, unless they have others. */
export const insertRecoveryCodes = query(
  (db, { eventId, macs, now }: Params<{ eventId: string; macs: string; now: Date }>) =>
    db
      .insert(recoveryCodes)
      .select(
        db
          .select(
            rowOf(
              recoveryCodes,
              {},
              {
                mac: sql`given.value`,
                userId: users._id,
                createdAt: now,
                usedAt: sql`NULL`,
              },
            ),
          )
          .from(users)
          .innerJoin(sql`json_each(${macs}) AS given`, sql`1`)
          .where(
            and(
              inArray(users._id, userOfEvent(db, eventId)),
              notExists(
                db.select({ mac: recoveryCodes.mac }).from(recoveryCodes).where(eq(recoveryCodes.userId, users._id)),
              ),
            ),
          ),
      )
      .onConflictDoNothing(),
)

/** A row, if there is a recovery code with this MAC. */
export const selectRecoveryCode = queryOne((db, { mac }: Params<{ mac: string }>) =>
  db.select({ createdAt: recoveryCodes.createdAt }).from(recoveryCodes).where(eq(recoveryCodes.mac, mac)),
)

/** Deletes the recovery codes of the event's user, if they have no factor any more. */
export const deleteUselessRecoveryCodes = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.delete(recoveryCodes).where(inArray(recoveryCodes.userId, withoutFactor(db, eventId))),
)

/** Deletes the recovery codes of the event's user, if whoever holds the account has not shown that. */
export const deleteForeignRecoveryCodes = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.delete(recoveryCodes).where(inArray(recoveryCodes.userId, strangersOf(db, eventId))),
)
