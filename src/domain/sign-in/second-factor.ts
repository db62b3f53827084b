import {
  askForFactor,
  deleteOldestOwing,
  insertChallengeOfEvent,
  markSecondFactorDue,
  recordBesideAsked,
  selectAnswersToEvent,
} from '../../db/statements/asked-factors.gen.ts'
import { newId } from '../../lib/id.ts'
import { MAX_OWING_SESSIONS } from '../../model/max-sessions.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { newChallenge, type PossibleAnswer, present } from '../factors/challenge.ts'
import type { Carried, SignIn } from './finish-sign-in.ts'

/** What a sign-in with one factor does besides, where factors are on. */
export const demandSecondFactor = (ctx: Ctx, signIn: SignIn, carried: Carried) =>
  ctx.signIns?.stepsUpLater ? oweSecondFactor(signIn) : askForSecondFactor(ctx, signIn, carried)

/**
 * Ours asks before a session starts: the event becomes one that asks for a second factor if the user has one, and a challenge is
 * stored. What the event would have been is recorded beside it, if it says more
 * than that somebody has logged in.
 */
function askForSecondFactor(ctx: Ctx, { session, event }: SignIn, carried: Carried) {
  const eventId = event._id
  const row = newChallenge(ctx)
  return {
    owed: undefined,
    steps: {
      asking: askForFactor({ eventId }),
      ...(event.type !== 'logged_in' && {
        besideAsking: recordBesideAsked({ ...event, _id: newId(), method: null, askedId: eventId }), // it signs nobody in
      }),
      askedChallenge: insertChallengeOfEvent({ ...row, eventId }),
      answers: selectAnswersToEvent({ eventId, withPasskeys: ctx.settings.PASSKEYS === 'on' }),
    },
    /** What tells the client to ask for a second factor. */
    async toProblem(answers: readonly (PossibleAnswer & { userId: string })[]): Promise<Problem> {
      const challenge = {
        _id: row._id,
        userId: answers[0]?.userId ?? '',
        raisedId: null,
        amr: session.amr,
        deviceName: session.deviceName ?? null,
        ...carried,
        expiresAt: row.expiresAt.getTime(),
      }
      return new Problem('second_factor_required', { secondFactor: await present(ctx, challenge, answers) })
    },
  }
}

/** Another protocol may ask later: a session starts all the same, which can only step up. */
const oweSecondFactor = ({ session, event: { _id: eventId } }: SignIn) => ({
  steps: {},
  owed: {
    due: markSecondFactorDue({ sessionId: session._id, eventId }),
    oldOwing: deleteOldestOwing({ eventId, kept: MAX_OWING_SESSIONS }),
  },
  toProblem: undefined,
})

export { resealFactors } from '../factors/reseal-factors.ts'
