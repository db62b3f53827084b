import { selectUserId } from '../../../db/statements/account.gen.ts'
import {
  deleteUserOfAudit,
  insertAuditOfDeletion,
  selectAuditRecord,
} from '../../../db/statements/audit-records.gen.ts'
import { deleteLoginCodeByOperator } from '../../../db/statements/login-codes.gen.ts'
import { addDeletionByOperator } from '../../../db/statements/outbox-deletions.gen.ts'
import { selectAddressOfUser } from '../../../db/statements/user-sessions.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { auditRow } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'
import { notifyAccountDeleted } from '../../notices/notify-account-deleted.ts'
import { ownersEmail } from '../../notices/owners-email.ts'

/**
 * Deletes a user and everything of theirs: the rows of every other table go with the user's. What stays is the audit record,
 * with the id alone, which is the receipt. A mail tells the owner of a verified email. Throws `last_admin`, `user_not_found`,
 * and what `commitAsOperator` throws.
 */
export async function deleteUser(ctx: OperatorCtx, userId: string): Promise<void> {
  const now = ctx.now()
  const row = auditRow(ctx, { createdAt: now }, 'user_deleted')
  const auditId = row._id
  const endpoints = ctx.db.outbox?.endpointsFor('user.deleted')
  const { owner, deleted, left } = await commitAsOperator(ctx, {
    owner: selectAddressOfUser({ userId }),
    audit: insertAuditOfDeletion({ ...row, ...operatorValues(ctx), userId }),
    ...(ctx.settings.LOGIN_CODES === 'on' && { loginCode: deleteLoginCodeByOperator({ auditId }) }),
    ...(endpoints && { message: addDeletionByOperator({ auditId, endpoints, now }) }),
    user: deleteUserOfAudit({ auditId }),
    deleted: selectAuditRecord({ auditId }),
    left: selectUserId({ userId }),
  })
  if (!deleted) throw new Problem(left ? 'last_admin' : 'user_not_found')
  const to = owner && ownersEmail(owner) // no row is left to read if the batch was sent twice
  if (to) notifyAccountDeleted(ctx, to, true)
}
