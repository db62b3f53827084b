import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { CODE_PURPOSES } from '../../model/code-purposes.ts'
import type { NewAuditRow } from '../rows.ts'
import { audit, events, users } from '../schema.ts'
import { auditable, changedColumns, isChange, refusalOf } from './changed-user.ts'
import { deleteCodes } from './codes.ts'
import { type OperatorEvent, operatorEventQuery } from './operators.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf } from './query.ts'

// What operators change of a user's own row. `changes` is a JSON object in the names of the API.

/** Why a user cannot be changed so: NULL if they can. No row: there is no such user. */
export const selectChangeRefusal = queryOne((db, { userId, changes }: Params<{ userId: string; changes: string }>) =>
  db
    .select({ refusal: refusalOf(db, changes).as('refusal') })
    .from(users)
    .where(eq(users._id, userId)),
)

interface UserChange {
  changes: string
  /** Which fields the event is about, for webhooks, where its type does not say it. */
  fields: readonly string[] | null
}

/**
 * Records that an operator changes a user in the way that the type of the event tells, if the changes make such a
 * difference and all of them may be made.
 */
export const recordUserChange = operatorEventQuery((db, event: Params<OperatorEvent & UserChange>) =>
  and(sql`${isChange(event.type, event.changes)}`, isNull(refusalOf(db, event.changes))),
)

/** The users of those of some events that were recorded; `eventIds` is a JSON list. */
const usersOfEvents = (db: Builder, eventIds: Param<readonly string[]>) =>
  db
    .select({ userId: events.userId })
    .from(events)
    .where(inArray(events._id, sql`(SELECT value FROM json_each(${eventIds}))`))

interface Change {
  eventIds: readonly string[]
  changes: string
}

/**
 * The members that the changes make others, and with another email address whether it is verified: as they are, or will
 * be.
 */
const differing = (changes: Param<string>, shown: SQL) => {
  const path = sql`${'$.'} || given.key`
  const after = auditable(changes)
  return sql`(SELECT json_group_object(given.key, ${shown} -> (${path}))
    FROM json_each(${auditable()}) AS given
    WHERE given.value IS NOT ${after} ->> (${path})
      OR (given.key = ${'emailVerified'} AND ${users.email} IS NOT ${after} ->> ${'$.email'}))`
}

/**
 * Records what an operator is about to change of the user of some events, if one of them was recorded: what will be
 * another.
 */
export const insertAuditOfChange = query((db, row: Params<Omit<NewAuditRow, 'after'> & Change>) =>
  db
    .insert(audit)
    .select(
      db
        .select(
          rowOf(audit, row, {
            targetId: users._id,
            before: differing(row.changes, auditable()),
            after: differing(row.changes, auditable(row.changes)),
          }),
        )
        .from(users)
        .where(inArray(users._id, usersOfEvents(db, row.eventIds))),
    )
    .onConflictDoNothing(),
)

/** Changes the user of some events, if one of them was recorded. */
export const changeUserOfEvents = query((db, { eventIds, changes, now }: Params<Change & { now: Date }>) =>
  db
    .update(users)
    .set(changedColumns(changes, now))
    .where(inArray(users._id, usersOfEvents(db, eventIds))),
)

/** Deletes every code of the event's user: they were sent to an email address that is not theirs any more. */
export const deleteCodesOfUser = deleteCodes(CODE_PURPOSES)

/** The email address that a change has taken from a user, if it was verified. */
export const selectFormerEmail = queryOne((db, { auditId }: Params<{ auditId: string }>) =>
  db
    .select({ email: sql<string>`${audit.before} ->> ${'$.email'}`.as('email') })
    .from(audit)
    .where(
      and(
        eq(audit._id, auditId),
        sql`${audit.before} ->> ${'$.email'} IS NOT NULL`,
        sql`${audit.before} ->> ${'$.emailVerified'}`,
      ),
    ),
)
