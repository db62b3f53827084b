import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { newestUsers } from '../../admin/user-lists/newest-users.ts'
import type { UserPage, UserQuery } from '../../admin/user-lists/page.ts'
import { searchUsers } from '../../admin/user-lists/search-users.ts'

/**
 * A page of users, the newest first, or those that a search finds. A page may have fewer users than asked for, or none,
 * and still a cursor: each looks at so many users only, whether the filters let them through or not. Throws
 * `invalid_request` for a cursor that is not of this list, and what `readAsOperator` throws.
 */
export const listUsers = (
  ctx: OperatorCtx,
  { search, ...query }: UserQuery & { search?: string | undefined },
): Promise<UserPage> => (search === undefined ? newestUsers(ctx, query) : searchUsers(ctx, search, query))
