import type { Steps } from '../../db/database.ts'
import type { NewEvent } from '../../db/rows.ts'
import { deleteChallengesOfUser } from '../../db/statements/challenges.gen.ts'
import { invalidateMove } from '../../db/statements/codes.gen.ts'
import { deleteSessionsExcept } from '../../db/statements/sessions.gen.ts'
import { recordSessionsEnded } from '../../db/statements/user-sessions.gen.ts'

/**
 * The steps that end all sessions of an event's user because a way in was taken from them: whoever has one goes on with
 * nothing. Sign-ins that wait for a second factor end, too, and tokens of the old backend, by an event beside.
 */
export const endSessionsToo = (ended: NewEvent & { besideId: string }): Steps => ({
  ended: recordSessionsEnded(ended),
  sessions: deleteSessionsExcept({ eventId: ended.besideId, keptId: null }),
  move: invalidateMove({ eventId: ended.besideId }),
  challenges: deleteChallengesOfUser({ eventId: ended.besideId }),
})
