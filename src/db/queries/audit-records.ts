import { eq, inArray, lt } from 'drizzle-orm'
import type { NewAuditRow } from '../rows.ts'
import { audit, events, users } from '../schema.ts'
import { leavesAnAdmin } from './admins.ts'
import { operatorAuditQuery } from './operators.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf } from './query.ts'

/** Records what an operator does to an event's user, if the event is there; `before` and `after` are said, as JSON. */
export const insertAuditWith = query((db, row: Params<NewAuditRow & { eventId: string; before: string | null }>) =>
  db
    .insert(audit)
    .select(
      db
        .select(rowOf(audit, row, { targetId: events.userId }))
        .from(events)
        .where(eq(events._id, row.eventId)),
    )
    .onConflictDoNothing(),
)

/**
 * Records that an operator deletes a user, if they may act and the user is not the last admin. No event outlives a deleted
 * user, so this is the receipt: what follows applies to `userOfAudit`.
 */
export const insertAuditOfDeletion = operatorAuditQuery(leavesAnAdmin)

/** Whom an audit record is about. */
export const userOfAudit = (db: Builder, auditId: Param<string>) =>
  db.select({ userId: audit.targetId }).from(audit).where(eq(audit._id, auditId))

/** A row, if there is this audit record. */
export const selectAuditRecord = queryOne((db, { auditId }: Params<{ auditId: string }>) =>
  db.select({ _id: audit._id }).from(audit).where(eq(audit._id, auditId)),
)

/** Deletes the user of an audit record; all their other rows are deleted with it. */
export const deleteUserOfAudit = query((db, { auditId }: Params<{ auditId: string }>) =>
  db.delete(users).where(inArray(users._id, userOfAudit(db, auditId))),
)

/** Deletes up to `limit` audit records from before a time. */
export const deleteOldAudit = query((db, { before, limit }: Params<{ before: Date; limit: number }>) =>
  db
    .delete(audit)
    .where(
      inArray(audit._id, db.select({ _id: audit._id }).from(audit).where(lt(audit.createdAt, before)).limit(limit)),
    ),
)
