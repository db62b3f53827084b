import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { aboutService } from '../../figures/about-service.ts'

/** How the service is set up, of secrets only whether they are set. Throws what `readAsOperator` throws. */
export async function getSettings(ctx: OperatorCtx) {
  await readAsOperator(ctx, {})
  const { settings, waysIn, problems } = aboutService(ctx)
  return { settings, waysIn, problems }
}
