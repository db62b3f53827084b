import { selectLatestCounts } from '../../../db/statements/counts.gen.ts'
import { selectOutboxState } from '../../../db/statements/outbox-state.gen.ts'
import type { LatestKind } from '../../../model/figures.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { aboutService } from '../../figures/about-service.ts'

const RAN: LatestKind = 'ran_at'

/**
 * How the parts of the service are: how long the database took to respond, what sends email, when the cron trigger ran last,
 * and what webhooks have not taken, up to 10,000 of each. Throws what `readAsOperator` throws.
 */
export async function getAdminHealth(ctx: OperatorCtx) {
  const { mail, version } = aboutService(ctx)
  const began = ctx.now()
  const { latest, outbox } = await readAsOperator(ctx, {
    latest: selectLatestCounts({}),
    outbox: selectOutboxState({}),
  })
  const milliseconds = ctx.now().getTime() - began.getTime() // the clock goes on with each round trip
  const ranAt = latest.find(({ kind }) => kind === RAN)?.count
  return {
    database: { ok: true as const, milliseconds },
    mail,
    lastCronAt: ranAt === undefined ? null : new Date(ranAt),
    version,
    webhooks: ctx.settings.webhooks && outbox ? outbox : null,
  }
}
