import {
  insertAuditOfRetry,
  retryMessage,
  retryUsersMessages,
  selectRetried,
} from '../../../db/statements/webhook-changes.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { auditRow } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'
import { describeDelivery, readDeliveryId } from '../../webhooks/delivery-id.ts'
import { requireWebhooks } from '../../webhooks/require-webhooks.ts'

/**
 * Sends a message again, after the response: one that waits, with what goes before it, or one that was given up, once.
 * Returns it as it is before. Throws `webhooks_not_configured`, `delivery_not_found`, and what `commitAsOperator` throws.
 */
export async function retryDelivery(ctx: OperatorCtx, deliveryId: string) {
  requireWebhooks(ctx)
  const key = readDeliveryId(deliveryId)
  const now = ctx.now()
  const row = auditRow(ctx, { createdAt: now }, 'delivery_retried')
  const retry = { ...key, auditId: row._id, now }
  const { retried } = await commitAsOperator(ctx, {
    audit: insertAuditOfRetry({ ...row, ...operatorValues(ctx), ...key }),
    message: retryMessage(retry),
    usersMessages: retryUsersMessages(retry),
    retried: selectRetried(retry),
  })
  if (!retried) throw new Problem('delivery_not_found')
  ctx.db.outbox?.sendSoon()
  return describeDelivery(retried)
}
