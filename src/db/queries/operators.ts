import { and, eq, exists, gte, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { ADMIN_ROLE, type OperatorRefusal } from '../../model/operator.ts'
import type { NewAuditRow, NewEvent, OperatorValues } from '../rows.ts'
import { audit, events, sessions, users } from '../schema.ts'
import { hasFactor } from './factors.ts'
import { type Builder, type Param, type Params, type Query, query, queryOne, rowOf } from './query.ts'
import { eventQuery } from './receipt.ts'
import { hasRole } from './roles.ts'
import { passkeyExists } from './ways-in.ts'
import { callersSession, callersSessionAtAnyLevel, signedInAt } from './who.ts'

/**
 * Whether the operator may act: a service key that was checked beforehand, or a user with the role `admin` in a session
 * that is live, of level 2 and not too old. For statements that write: those that read go with `selectOperator`.
 */
export const operatorMayAct = (db: Builder, operator: Params<OperatorValues>, now: Param<Date>) => {
  const caller = { userId: operator.operatorId, sessionId: operator.operatorSessionId }
  const admin = db
    .select({ _id: users._id })
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(
      and(
        callersSession(caller, now),
        eq(sessions.aal, 2),
        gte(signedInAt, operator.signedInAfter),
        isNull(users.disabledAt),
        hasRole(ADMIN_ROLE),
      ),
    )
  return sql`(${operator.serviceKey} IS NOT NULL OR ${exists(admin)})`
}

const whyNot = (db: Builder, signedInAfter: Param<Date>) => {
  const because = (refusal: OperatorRefusal) => sql`${refusal}`
  return sql<OperatorRefusal | null>`CASE
    WHEN ${isNotNull(users.disabledAt)} THEN ${because('account_disabled')}
    WHEN ${sessions.secondFactorDue} THEN ${because('second_factor_required')}
    WHEN NOT ${hasRole(ADMIN_ROLE)} THEN ${because('role_required')}
    WHEN ${sessions.aal} < 2 AND (${hasFactor(db)} OR ${passkeyExists(db)}) THEN ${because('second_factor_required')}
    WHEN ${sessions.aal} < 2 THEN ${because('factor_missing')}
    WHEN ${signedInAt} < ${signedInAfter} THEN ${because('recent_login_required')} END`.as('refusal')
}

/** The user of an operator's session, and why they may not act, if so. No row: the session has ended. */
export const selectOperator = queryOne(
  (db, operator: Params<{ userId: string; sessionId: string; signedInAfter: Date; now: Date }>) =>
    db
      .select({
        refusal: whyNot(db, operator.signedInAfter),
        generation: sessions.refreshGeneration,
        row: { _id: users._id, roles: users.roles },
      })
      .from(sessions)
      .innerJoin(users, eq(users._id, sessions.userId))
      .where(callersSessionAtAnyLevel(operator, operator.now)),
)

/** An event that an operator causes for a user. */
export type OperatorEvent = NewEvent & OperatorValues & { targetId: string }

/**
 * A query that records an event for the user `targetId`, by support, if the operator may act and `condition` holds for the
 * user: the receipt of an operator's change.
 */
export const operatorEventQuery = <V extends OperatorEvent>(
  condition: (db: Builder, event: Params<V>) => SQL | undefined = () => undefined,
): Query<V, D1Result> =>
  eventQuery<V>(
    (db, event) => and(eq(users._id, event.targetId), operatorMayAct(db, event, event.createdAt), condition(db, event)),
    { bySupport: true },
  )

/** Records an event by support for a user, if there is one and the operator may act. */
export const recordEventByOperator = operatorEventQuery()

/** An audit record of what leaves no event: it says itself whether the operator may act. */
export type AuditByOperator = Omit<NewAuditRow, 'after'> & OperatorValues

/**
 * A query that records what an operator does to the user `userId`, and leaves no event: if they may act and `condition`
 * holds for the user.
 */
export const operatorAuditQuery = <V extends AuditByOperator & { userId: string }>(
  condition: (db: Builder, row: Params<V>) => SQL | undefined = () => undefined,
): Query<V, D1Result> =>
  query((db, row: Params<V>) =>
    db
      .insert(audit)
      .select(
        db
          .select(rowOf(audit, row, { targetId: users._id, before: sql`NULL`, after: sql`NULL` }))
          .from(users)
          .where(and(eq(users._id, row.userId), operatorMayAct(db, row, row.createdAt), condition(db, row))),
      )
      .onConflictDoNothing(),
  )

/** The row of an audit record: what is said, and what the row of the event says. */
type AuditOfEvent = NewAuditRow & { eventId: string }

/**
 * Records what an operator does to the event's user, if the event is there. It goes before the change: `before` is what
 * the user has of the members of `after`, a JSON object in the names of the API, of whether they are disabled.
 */
export const insertAudit = query((db, row: Params<AuditOfEvent>) =>
  db
    .insert(audit)
    .select(
      db
        .select(rowOf(audit, row, { targetId: users._id, before: memberwise(row.after) }))
        .from(events)
        .innerJoin(users, eq(users._id, events.userId))
        .where(eq(events._id, row.eventId)),
    )
    .onConflictDoNothing(),
)

/** What the user in the current row has now of the members of a JSON object; NULL if there is none. */
const memberwise = (after: Param<string | null>) => {
  const now = sql`json_object(${sql.join(
    [
      sql`${'disabledAt'}, ${users.disabledAt}`,
      sql`${'disabledUntil'}, ${users.disabledUntil}`,
      sql`${'disabledReason'}, ${users.disabledReason}`,
    ],
    sql`, `,
  )})`
  const members = sql`(SELECT json_group_object(given.key, ${now} -> (${'$.'} || given.key)) FROM json_each(${after}) AS given)`
  return sql`CASE WHEN ${after} IS NOT NULL THEN ${members} END`
}
