import type { Steps } from '../../db/database.ts'
import { deleteChallengesOfUser } from '../../db/statements/challenges.gen.ts'
import { deleteSessionsExcept } from '../../db/statements/sessions.gen.ts'
import { recordSessionsEnded } from '../../db/statements/user-sessions.gen.ts'
import { newOperatorEvent } from './commit-as-operator.ts'
import type { OperatorCtx } from './operator-ctx.ts'

/**
 * The steps that end all sessions of an event's user because a way in was taken from them: whoever has one goes on with
 * nothing. Sign-ins that wait for a second factor end, too, and tokens of the old backend, by an event beside.
 */
export const endSessionsToo = (ctx: OperatorCtx, eventId: string): Steps => ({
  ended: recordSessionsEnded({ ...newOperatorEvent(ctx, 'other_sessions_ended'), besideId: eventId }),
  sessions: deleteSessionsExcept({ eventId, keptId: null }),
  challenges: deleteChallengesOfUser({ eventId }),
})
