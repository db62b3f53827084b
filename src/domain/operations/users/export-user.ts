import { insertAuditOfRead } from '../../../db/statements/audit.gen.ts'
import { selectProfileOfUser } from '../../../db/statements/users.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { exportSteps, toAccountExport } from '../../account/account-export.ts'
import { auditRow } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'

/**
 * Everything that is stored about a user except secrets, of each list the latest `maxRows`. Nothing of the user changes, and
 * the audit record says that it was taken. Throws `user_not_found`, and what `commitAsOperator` throws.
 */
export async function exportUser(ctx: OperatorCtx, userId: string, maxRows: number) {
  const now = ctx.now()
  const found = await commitAsOperator(ctx, {
    audit: insertAuditOfRead({ ...auditRow(ctx, { createdAt: now }, 'user_exported'), ...operatorValues(ctx), userId }),
    profile: selectProfileOfUser({ userId }),
    ...(await exportSteps(ctx, userId, now, maxRows)),
  })
  if (!found.profile) throw new Problem('user_not_found')
  return toAccountExport(found.profile, now, found)
}
