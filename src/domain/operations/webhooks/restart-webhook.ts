import { insertAuditOfRestart, restartEndpoint } from '../../../db/statements/webhook-changes.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { auditRow } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'
import { endpointsOf } from '../../webhooks/endpoints.ts'
import { requireWebhooks } from '../../webhooks/require-webhooks.ts'

/**
 * Has a webhook called again that has said 410 Gone; for one that has not, nothing changes. Throws
 * `webhooks_not_configured`, `invalid_request` for one that the settings do not name, and what `commitAsOperator` throws.
 */
export async function restartWebhook(ctx: OperatorCtx, endpoint: string): Promise<void> {
  if (!endpointsOf(requireWebhooks(ctx)).includes(endpoint)) {
    throw invalidField('endpoint', 'must be one of WEBHOOK_URLS, or queue')
  }
  const row = auditRow(ctx, { createdAt: ctx.now() }, 'webhook_restarted')
  await commitAsOperator(ctx, {
    audit: insertAuditOfRestart({ ...row, ...operatorValues(ctx), endpoint }),
    restart: restartEndpoint({ endpoint, auditId: row._id }),
  })
}
