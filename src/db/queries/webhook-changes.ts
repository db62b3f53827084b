import { and, eq, sql } from 'drizzle-orm'
import { audit, outbox, stoppedEndpoints } from '../schema.ts'
import { alive } from './deliveries.ts'
import { type AuditByOperator, operatorMayAct } from './operators.ts'
import { type Param, type Params, query, queryOne, rowOf } from './query.ts'
import { delivery } from './webhooks.ts'

// What operators do about webhooks: the audit record is the receipt, and what follows applies if it is there.

const isAudited = (auditId: Param<string>) => sql`EXISTS (SELECT 1 FROM ${audit} WHERE ${eq(audit._id, auditId)})`

/** A message to an endpoint; `seq` finds it, and may have been another's before. */
interface DeliveryKey {
  seq: number
  messageId: string
}

const isDelivery = ({ seq, messageId }: Params<DeliveryKey>) => and(eq(outbox.seq, seq), eq(outbox._id, messageId))

const names = { endpoint: 'endpoint', messageId: 'messageId', type: 'type' }

/** Records that an operator sends a message again, if they may act and it is there. */
export const insertAuditOfRetry = query((db, row: Params<AuditByOperator & DeliveryKey>) => {
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
export const insertAuditOfRestart = query((db, row: Params<AuditByOperator & { endpoint: string }>) =>
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
