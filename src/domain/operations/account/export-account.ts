import { batch } from '../../../db/client.ts'
import {
  selectCodes,
  selectEvents,
  selectIdentities,
  selectOwnProfile,
  selectSessions,
} from '../../../db/statements.gen.ts'
import { type AccountExport, EXPORT_MAX_ROWS } from '../../../http/api/account/schemas.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { toIdentityItem } from '../identities/list-identities.ts'
import { toSessionItem } from '../sessions/list-sessions.ts'

/**
 * Everything that is stored about the caller except secrets (GDPR art. 20). Throws `rate_limited`, `session_ended`,
 * `account_disabled`.
 */
export async function exportAccount(ctx: CallerCtx): Promise<AccountExport> {
  const { caller, db } = ctx
  const { userId } = caller
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', userId)
  const now = ctx.now()
  const [callers, identities, sessions, codes, events] = await batch(db, [
    selectOwnProfile({ ...caller, now }),
    selectIdentities({ userId }),
    selectSessions({ userId, now, limit: EXPORT_MAX_ROWS }),
    selectCodes({ userId }),
    selectEvents({ userId, limit: EXPORT_MAX_ROWS }),
  ])
  return {
    exportedAt: now,
    profile: requireCaller(callers),
    identities: identities.map(toIdentityItem),
    sessions: sessions.map((session) => toSessionItem(caller, session)),
    codes,
    activity: events,
  }
}
