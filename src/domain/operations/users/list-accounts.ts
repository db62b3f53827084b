import { selectAccounts } from '../../../db/statements/accounts.gen.ts'
import { selectLatestCounts } from '../../../db/statements/counts.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'

/** How far a numbered page may be: whatever is before it is read, too. */
const MAX_OFFSET = 100_000

/**
 * A numbered page of all accounts, the newest first, for a protocol that has no cursors. `total` is what the cron trigger has
 * counted last, and no less than what is seen: on the last page exactly that. Throws `invalid_request` for a page that is
 * too far, and what `readAsOperator` throws.
 */
export async function listAccounts(ctx: OperatorCtx, { page, perPage }: { page: number; perPage: number }) {
  const offset = (page - 1) * perPage
  if (offset > MAX_OFFSET) throw invalidField('page', `must not begin after ${MAX_OFFSET} users`)
  const { found, counts } = await readAsOperator(ctx, {
    found: selectAccounts({ offset, limit: perPage + 1 }),
    counts: selectLatestCounts({}),
  })
  const accounts = found.slice(0, perPage)
  const hasMore = found.length > perPage
  const seen = offset + found.length
  const isEnd = !hasMore && (found.length > 0 || page === 1)
  const counted = counts.find(({ kind }) => kind === 'users')?.count ?? 0
  return { accounts, hasMore, total: isEnd ? seen : Math.max(counted, found.length > 0 ? seen : 0) }
}
