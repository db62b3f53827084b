import type { Answers } from '../../db/database.ts'
import { selectEvents } from '../../db/statements/events.gen.ts'
import { selectFactors } from '../../db/statements/factors.gen.ts'
import { selectIdentities } from '../../db/statements/identities.gen.ts'
import { selectPasskeys } from '../../db/statements/passkeys.gen.ts'
import { selectRecoveryCodes } from '../../db/statements/recovery-codes.gen.ts'
import { selectSessions } from '../../db/statements/sessions.gen.ts'
import { selectUser } from '../../db/statements/users.gen.ts'
import { MAX_SESSIONS } from '../../model/max-sessions.ts'
import { Problem } from '../../model/problem.ts'
import { listPasskey } from '../passkeys/list-passkey.ts'
import { listSession } from '../sessions/list-session.ts'
import type { OperatorCtx } from './operator-ctx.ts'

const LATEST_EVENTS = 20 // what a page shows: there is a list of all

/**
 * The statements that read all that operators may see of a user, for `toUser`. In a batch that changes them, they go
 * last.
 */
export const userSteps = (ctx: OperatorCtx, userId: string) => ({
  user: selectUser({ userId }),
  sessions: selectSessions({ userId, now: ctx.now(), limit: MAX_SESSIONS }),
  identities: selectIdentities({ userId }),
  factors: selectFactors({ userId }),
  passkeys: selectPasskeys({ userId }),
  recoveryCodes: selectRecoveryCodes({ userId }),
  activity: selectEvents({ userId, limit: LATEST_EVENTS }),
})

/** A user as operators see them, of what `userSteps` have found. Throws `user_not_found`. */
export function toUser({ user, passkeys, recoveryCodes, ...lists }: Answers<ReturnType<typeof userSteps>>) {
  if (!user) throw new Problem('user_not_found')
  const { sessions, identities, factors, activity } = lists
  return {
    ...user,
    sessions: sessions.map(listSession),
    identities,
    factors,
    activity,
    passkeys: passkeys.map(listPasskey),
    recoveryCodesLeft: recoveryCodes.filter(({ usedAt }) => usedAt === null).length,
  }
}

export type UserForOperators = ReturnType<typeof toUser>
