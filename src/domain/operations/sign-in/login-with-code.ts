import type { NewEvent } from '../../../db/rows.ts'
import {
  countLoginCodeAttempt,
  countLoginCodeGuess,
  deleteUsedLoginCode,
  forgetLoginCodeGuesses,
  insertUserByCode,
  recordCodeLogin,
  recordTakeoverByCode,
} from '../../../db/statements/code-login.gen.ts'
import { recordEventForUser, selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { newId } from '../../../lib/id.ts'
import type { GivenCode } from '../../../model/given-code.ts'
import { Problem } from '../../../model/problem.ts'
import { hashCode } from '../../codes/hash-code.ts'
import type { Ctx } from '../../context.ts'
import { newSignInEvent } from '../../events/new-event.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { notifyTakenOver } from '../../notices/notify-taken-over.ts'
import { codeAttemptKey } from '../../proofs/attempt-keys.ts'
import { beginSignIn, finishSignIn, type SignedIn, type SignIn } from '../../sign-in/finish-sign-in.ts'
import { prepareTakeover } from '../../sign-in/prepare-takeover.ts'

const NAMELESS = 'New user'

/** What was mailed to an email address. */
type CodeLogin = GivenCode & {
  email: string
  /** Of a new user. */
  name?: string | undefined
  deviceName?: string | undefined
}

/** The same, as the statements take it. */
interface Given {
  email: string
  hash: string
  attemptKey: string
  attemptId: string
}

/**
 * Signs in the user who has the email address, with what was mailed to it; with `SIGN_UP_BY_CODE`, one is made if nobody
 * has it. The address counts as verified. If it was not verified in a session or by a provider, whoever held the account
 * until now loses it, as by a reset, and a mail says so (docs/adr/0022); a user whose address was loses nothing.
 * Throws `code_invalid`, also where nobody has the email, at the same cost, `login_codes_not_configured`, `rate_limited`.
 */
export async function loginWithCode(ctx: Ctx, input: CodeLogin): Promise<SignedIn> {
  if (ctx.settings.LOGIN_CODES === 'off') throw new Problem('login_codes_not_configured')
  const { email } = input
  const isGuess = 'code' in input // a link's token is none: no counter that others spend may keep its owner out
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN')
  if (isGuess) await enforceLimitByAddress(ctx, 'LIMIT_CODE', email)
  const signIn = beginSignIn(ctx, 'logged_in', 'login_code', input.deviceName)
  const { _id: eventId, createdAt: now } = signIn.event
  const attempt = { attemptKey: await codeAttemptKey(ctx, email), attemptId: newId() }
  const given = { email, hash: await hashCode(ctx, 'login', email, input), ...attempt }
  const takeover = prepareTakeover(ctx, signIn.session, 'session', (event) =>
    recordTakeoverByCode({ ...event, ...given }),
  )
  const signUp = prepareSignUp(ctx, signIn, given, input.name)
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordCodeLogin({ ...event, ...given }), {
    before: {
      ...(isGuess && {
        attempt: countLoginCodeAttempt({ email }),
        guess: countLoginCodeGuess({ email, now, ...attempt }),
      }),
      ...signUp.steps,
      ...takeover.steps,
    },
    after: {
      guesses: forgetLoginCodeGuesses({ eventId, ...attempt }),
      code: deleteUsedLoginCode({ eventId, email }),
    },
    reads: {
      takenOver: selectUserOfEvent({ eventId: takeover.eventId }),
      registeredAs: selectUserOfEvent({ eventId: signUp.eventId }),
    },
    tell: (_, { takenOver }) => {
      if (takenOver) notifyTakenOver(ctx, email)
    },
    isTold: ({ takenOver, registeredAs }) => (takenOver ?? registeredAs) !== undefined,
  })
  if (!signedIn) throw new Problem('code_invalid')
  return signedIn
}

/** Makes the user, where that is on; what it reads afterwards is the same. */
function prepareSignUp(ctx: Ctx, { session, event: { createdAt } }: SignIn, given: Given, name = NAMELESS) {
  const registered: NewEvent = newSignInEvent(ctx, 'registered', session)
  const user = { _id: newId(), name, createdAt, updatedAt: createdAt }
  return {
    eventId: registered._id,
    steps: ctx.settings.SIGN_UP_BY_CODE === 'on' && {
      user: insertUserByCode({ ...user, ...given }),
      registered: recordEventForUser({ ...registered, userId: user._id }),
    },
  }
}
