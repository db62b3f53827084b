import type { Alongside } from '../db/database.ts'
import { selectAccount } from '../db/statements/accounts.gen.ts'
import type { OperatorCtx } from '../domain/admin/operator-ctx.ts'
import { findAccount } from '../domain/operations/users/find-account.ts'
import { Problem } from '../model/problem.ts'
import { SupabaseError } from './errors.ts'
import { idsOf, isUuid } from './ids.ts'
import type { Account } from './present-user.ts'

/** The account that a UUID in a path names. Throws `validation_failed`, and what `findAccount` throws. */
export async function accountOf(ctx: OperatorCtx, uuid: string): Promise<Account> {
  if (!isUuid(uuid)) throw new SupabaseError('validation_failed', 'user_id must be an UUID')
  return findAccount(ctx, { uuid: uuid.toLowerCase(), userIds: idsOf(uuid) })
}

/**
 * Refuses a UUID for a new user that is another spelling of somebody's id: whoever reads tokens would take the two for one.
 * Throws `email_taken`, as for the same spelling, and what `findAccount` throws.
 */
export async function refuseTaken(ctx: OperatorCtx, uuid: string): Promise<void> {
  const isTaken = await findAccount(ctx, { uuid, userIds: idsOf(uuid) }).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'user_not_found') return undefined
    throw error
  })
  if (isTaken) throw new Problem('email_taken')
}

/** The `ctx` for an operator's changes of a user: their account is read in each batch, for the answer. */
export function readingUser(ctx: OperatorCtx, userId: string) {
  const alongside: Alongside<Account | undefined> = { statement: selectAccount({ userId }) }
  return {
    ctx: { ...ctx, db: { ...ctx.db, alongside } },
    /** What the last batch has found. Throws `user_not_found`. */
    account(): Account {
      if (!alongside.found) throw new Problem('user_not_found')
      return alongside.found
    },
  }
}
