import type { ActorCtx } from '../../context.ts'
import { batch } from '../../db/client.ts'
import { selectCodes, selectEvents, selectIdentities, selectOwnProfile, selectSessions } from '../../db/statements.ts'
import type { AccountExport } from '../../schemas/account.ts'
import { toIdentityItem } from '../identities/list-identities.ts'
import { requireCaller } from '../require-caller.ts'
import { toSessionItem } from '../sessions/list-sessions.ts'

const ALL = -1 // SQLite: no limit

/** All that is stored about the caller but secrets (GDPR art. 20). Throws `session_ended`, `account_disabled`. */
export async function exportAccount(ctx: ActorCtx): Promise<AccountExport> {
  const { actor, db } = ctx
  const { userId } = actor
  const now = ctx.now()
  const [callers, identities, sessions, codes, events] = await batch(db, [
    selectOwnProfile({ ...actor, now }),
    selectIdentities({ userId }),
    selectSessions({ userId, now, limit: ALL }),
    selectCodes({ userId }),
    selectEvents({ userId, limit: ALL }),
  ])
  return {
    exportedAt: now,
    profile: requireCaller(callers),
    identities: identities.map(toIdentityItem),
    sessions: sessions.map((session) => toSessionItem(actor, session)),
    codes,
    activity: events,
  }
}
