import type { ActorCtx } from '../../context.ts'
import { selectCodes } from '../../db/queries/codes.ts'
import { selectEvents } from '../../db/queries/events.ts'
import { selectIdentities } from '../../db/queries/identities.ts'
import { selectSessions } from '../../db/queries/sessions.ts'
import type { AccountExport } from '../../schemas/account.ts'
import { toIdentityItem } from '../identities/list-identities.ts'
import { requireCaller } from '../require-caller.ts'
import { toSessionItem } from '../sessions/list-sessions.ts'
import { selectOwnProfile } from '../users/select-profile.ts'

/** All that is stored about the caller but secrets (GDPR art. 20). Throws `session_ended`, `account_disabled`. */
export async function exportAccount(ctx: ActorCtx): Promise<AccountExport> {
  const { actor, db } = ctx
  const now = ctx.now()
  const [callers, identities, sessions, codes, events] = await db.batch([
    selectOwnProfile(db, actor, now),
    selectIdentities(db, actor.userId),
    selectSessions(db, actor.userId, now),
    selectCodes(db, actor.userId),
    selectEvents(db, actor.userId),
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
