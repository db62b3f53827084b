import { selectEndpoints } from '../../../db/statements/webhooks.gen.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { endpointsOf } from '../../webhooks/endpoints.ts'
import { requireWebhooks } from '../../webhooks/require-webhooks.ts'

/**
 * Who is told of changes, of which types, and what waits for them or was given up. Throws `webhooks_not_configured`, and
 * what `readAsOperator` throws.
 */
export async function getWebhooks(ctx: OperatorCtx) {
  const webhooks = requireWebhooks(ctx)
  const { endpoints } = await readAsOperator(ctx, { endpoints: selectEndpoints({ endpoints: endpointsOf(webhooks) }) })
  return {
    endpoints: endpoints.map(({ stoppedAt, oldestPendingAt, ...endpoint }) => ({
      ...endpoint,
      stoppedAt: toTime(stoppedAt),
      oldestPendingAt: toTime(oldestPendingAt),
    })),
    types: [...webhooks.types],
  }
}

const toTime = (milliseconds: number | null) => (milliseconds === null ? null : new Date(milliseconds))
