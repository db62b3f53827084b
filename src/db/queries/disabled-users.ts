import { and, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import type { NewEvent } from '../rows.ts'
import { users } from '../schema.ts'
import { leavesAnAdmin } from './admins.ts'
import { type OperatorEvent, operatorEventQuery } from './operators.ts'
import { type Builder, type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'

/** Why a user is disabled, for operators, and until when. */
interface Disabling {
  reason: string | null
  until: Date | null
}

const differs = ({ reason, until }: Params<Disabling>): SQL | undefined =>
  or(
    sql`${users.disabledAt} IS NULL`,
    sql`${users.disabledReason} IS NOT ${reason}`,
    sql`${users.disabledUntil} IS NOT ${until}`,
  )

/**
 * Records that an operator disables a user who is not the last admin, or says another reason or end, if that makes a
 * difference.
 */
export const recordUserDisabled = operatorEventQuery((db, event: Params<OperatorEvent & Disabling>) =>
  and(differs(event), leavesAnAdmin(db)),
)

/** Disables the event's user. One who is disabled already stays so since when they were. */
export const disableUserOfEvent = query(
  (db, { eventId, reason, until, now }: Params<Disabling & { eventId: string; now: Date }>) =>
    db
      .update(users)
      .set({
        disabledAt: sql`coalesce(${users.disabledAt}, ${now})`,
        disabledUntil: sql`${until}`,
        disabledReason: sql`${reason}`,
        updatedAt: sql`${now}`,
      })
      .where(inArray(users._id, userOfEvent(db, eventId))),
)

/** Whether some admin would be left without a user. No row: there is no such user. */
export const selectLeavesAnAdmin = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({ leavesAnAdmin: sql<number>`${leavesAnAdmin(db)}`.as('leaves_an_admin') })
    .from(users)
    .where(eq(users._id, userId)),
)

// What the sweep does.

const isOver = (_db: Builder, { now }: Params<{ now: Date }>) => lte(users.disabledUntil, now)

/** Up to `limit` users who were disabled until now. */
export const selectUsersToEnable = query((db, values: Params<{ now: Date; limit: number }>) =>
  db.select({ _id: users._id }).from(users).where(isOver(db, values)).limit(values.limit),
)

/** Records that a user is enabled since the time is over for which an operator had disabled them. */
export const recordEndOfDisabling = eventQuery(
  (db, event: Params<NewEvent & { targetId: string }>) =>
    and(eq(users._id, event.targetId), isOver(db, { now: event.createdAt })),
  { bySupport: true },
)
