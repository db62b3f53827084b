import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { NewAuditRow, OperatorValues } from '../rows.ts'
import { audit, outbox, stoppedEndpoints } from '../schema.ts'
import { operatorMayAct } from './operators.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf } from './query.ts'

// Webhooks as operators see them, and what they do.

const alive = isNull(outbox.deadAt)

/** Dead messages that are counted, the latest first: far more than anybody looks at. */
export const MAX_COUNTED = 10_000

/**
 * Of each endpoint of a JSON list: since when it is stopped, how many messages wait and since when, how many are dead.
 * Times are in milliseconds.
 */
export const selectEndpoints = query((db, { endpoints }: Params<{ endpoints: readonly string[] }>) => {
  const endpoint = sql<string>`given.value`
  const pending = and(alive, eq(outbox.endpoint, endpoint))
  const count = sql`count(*)`
  const latestDead = db
    .select({ endpoint: outbox.endpoint })
    .from(outbox)
    .where(isNotNull(outbox.deadAt))
    .orderBy(desc(outbox.deadAt))
    .limit(MAX_COUNTED)
  const oldest = db
    .select({ seq: sql`min(${outbox.seq})` })
    .from(outbox)
    .where(pending)
  const stopped = db
    .select({ at: stoppedEndpoints.stoppedAt })
    .from(stoppedEndpoints)
    .where(eq(stoppedEndpoints.endpoint, endpoint))
  const since = db.select({ at: outbox.createdAt }).from(outbox).where(eq(outbox.seq, oldest))
  return db
    .select({
      endpoint: endpoint.as('endpoint'),
      stoppedAt: sql<number | null>`(${stopped})`.as('stopped_at'),
      pending: sql<number>`(${db.select({ count }).from(outbox).where(pending)})`.as('pending'),
      dead: sql<number>`(SELECT count(*) FROM (${latestDead}) AS latest WHERE latest.endpoint = ${endpoint})`.as(
        'dead',
      ),
      oldestPendingAt: sql<number | null>`(${since})`.as('oldest_pending_at'),
    })
    .from(sql`json_each(${endpoints}) AS given`)
})

/** Which messages to list: of an endpoint, of a user, both or all; after a place in the list. */
interface Filter {
  endpoint: string | null
  userId: string | null
  /** Of the last one before: its time in milliseconds, and `seq`. */
  afterTime: number
  afterSeq: number
  limit: number
}

const delivery = {
  seq: outbox.seq,
  messageId: outbox._id,
  endpoint: outbox.endpoint,
  type: outbox.type,
  userId: outbox.userId,
  createdAt: outbox.createdAt,
  attempts: outbox.attempts,
  nextAttemptAt: outbox.nextAttemptAt,
  lastFailure: outbox.lastFailure,
  deadAt: outbox.deadAt,
}

const deliveriesWhere = (db: Builder, { endpoint, userId, limit }: Params<Filter>, place: SQL, order: SQL[]) =>
  db
    .select(delivery)
    .from(outbox)
    .where(
      and(
        place,
        sql`(${endpoint} IS NULL OR ${outbox.endpoint} = ${endpoint})`,
        sql`(${userId} IS NULL OR ${outbox.userId} = ${userId})`,
      ),
    )
    .orderBy(...order)
    .limit(limit)

/** Messages, the latest first. */
export const selectDeliveries = query((db, filter: Params<Filter>) =>
  deliveriesWhere(db, filter, sql`${outbox.seq} < ${filter.afterSeq}`, [desc(outbox.seq)]),
)

/** Messages that wait, in the order in which they are due. */
export const selectPendingDeliveries = query((db, filter: Params<Filter>) =>
  deliveriesWhere(
    db,
    filter,
    sql`(${alive} AND (${outbox.nextAttemptAt}, ${outbox.seq}) > (${filter.afterTime}, ${filter.afterSeq}))`,
    [asc(outbox.nextAttemptAt), asc(outbox.seq)],
  ),
)

/** Messages that were given up, the latest first. */
export const selectDeadDeliveries = query((db, filter: Params<Filter>) =>
  deliveriesWhere(
    db,
    filter,
    sql`(${isNotNull(outbox.deadAt)} AND (${outbox.deadAt}, ${outbox.seq}) < (${filter.afterTime}, ${filter.afterSeq}))`,
    [desc(outbox.deadAt), desc(outbox.seq)],
  ),
)

// What operators do: the audit record is the receipt, and what follows applies if it is there.

type AuditOfOperator = Omit<NewAuditRow, 'after'> & OperatorValues

const isAudited = (auditId: Param<string>) => sql`EXISTS (SELECT 1 FROM ${audit} WHERE ${eq(audit._id, auditId)})`

/** A message to an endpoint; `seq` finds it, and may have been another's before. */
interface DeliveryKey {
  seq: number
  messageId: string
}

const isDelivery = ({ seq, messageId }: Params<DeliveryKey>) => and(eq(outbox.seq, seq), eq(outbox._id, messageId))

const names = { endpoint: 'endpoint', messageId: 'messageId', type: 'type' }

/** Records that an operator sends a message again, if they may act and it is there. */
export const insertAuditOfRetry = query((db, row: Params<AuditOfOperator & DeliveryKey>) => {
  const after = sql`json_object(${names.messageId}, ${outbox._id}, ${names.type}, ${outbox.type}, ${names.endpoint}, ${outbox.endpoint})`
  return db
    .insert(audit)
    .select(
      db
        .select(rowOf(audit, row, { targetId: outbox.userId, before: sql`NULL`, after }))
        .from(outbox)
        .where(and(isDelivery(row), operatorMayAct(db, row, row.createdAt))),
    )
    .onConflictDoNothing()
})

type Retry = DeliveryKey & { auditId: string; now: Date }

/** Makes a message due, also one that was given up. */
export const retryMessage = query((db, retry: Params<Retry>) =>
  db
    .update(outbox)
    .set({ deadAt: null, nextAttemptAt: sql`${retry.now}` })
    .where(and(isDelivery(retry), isAudited(retry.auditId))),
)

/** A message that an operator sends again, if it is audited. */
export const selectRetried = queryOne((db, retry: Params<DeliveryKey & { auditId: string }>) =>
  db
    .select(delivery)
    .from(outbox)
    .where(and(isDelivery(retry), isAudited(retry.auditId))),
)

/** Makes what goes before it due, too: what else waits for the same endpoint about the same user. */
export const retryUsersMessages = query((db, retry: Params<Retry>) => {
  const of = (column: typeof outbox.endpoint | typeof outbox.userId) =>
    db.select({ value: column }).from(outbox).where(isDelivery(retry))
  return db
    .update(outbox)
    .set({ nextAttemptAt: sql`${retry.now}` })
    .where(
      and(
        alive,
        eq(outbox.endpoint, of(outbox.endpoint)),
        eq(outbox.userId, of(outbox.userId)),
        isAudited(retry.auditId),
      ),
    )
})

/** Records that an operator has a stopped webhook called again, if they may act and it was stopped. */
export const insertAuditOfRestart = query((db, row: Params<AuditOfOperator & { endpoint: string }>) =>
  db
    .insert(audit)
    .select(
      db
        .select(
          rowOf(audit, row, {
            targetId: sql`NULL`,
            before: sql`NULL`,
            after: sql`json_object(${names.endpoint}, ${stoppedEndpoints.endpoint})`,
          }),
        )
        .from(stoppedEndpoints)
        .where(and(eq(stoppedEndpoints.endpoint, row.endpoint), operatorMayAct(db, row, row.createdAt))),
    )
    .onConflictDoNothing(),
)

/** Has a stopped webhook called again. */
export const restartEndpoint = query((db, { endpoint, auditId }: Params<{ endpoint: string; auditId: string }>) =>
  db.delete(stoppedEndpoints).where(and(eq(stoppedEndpoints.endpoint, endpoint), isAudited(auditId))),
)
