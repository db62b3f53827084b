import { commit } from '../../../db/commit.ts'
import {
  countLoginCodeAttempt,
  countLoginCodeGuess,
  deleteUsedLoginCode,
  forgetLoginCodeGuesses,
  recordCodeLogin,
  recordTakeoverByCode,
} from '../../../db/statements/code-login.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { selectRightLoginCode, selectUserWithEmail } from '../../../db/statements/hooks.gen.ts'
import { newId } from '../../../lib/id.ts'
import type { GivenCode } from '../../../model/given-code.ts'
import { Problem } from '../../../model/problem.ts'
import { hashCode } from '../../codes/hash-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { notifyTakenOver } from '../../notices/notify-taken-over.ts'
import { codeAttemptKey } from '../../proofs/attempt-keys.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'
import { prepareSignUp } from '../../sign-in/prepare-sign-up.ts'
import { prepareTakeover } from '../../sign-in/prepare-takeover.ts'

/** What was mailed to an email address. */
type CodeLogin = GivenCode & {
  email: string
  /** Of a new user. */
  name?: string | undefined
  deviceName?: string | undefined
  /** The access token of the guest whom the user has been until now. */
  guestToken?: string | undefined
  /** Whether they have lost their way in: that needs no setting. */
  recovers?: boolean | undefined
}

/**
 * Signs in the user who has the email address, with what was mailed to it; with `SIGN_UP_BY_CODE`, one is made if nobody
 * has it, of the guest if one is given. The address counts as verified. If it was not verified in a session or by a
 * provider, whoever held the account until now loses it, as by a reset, and a mail says so (docs/adr/0022); otherwise
 * nobody loses anything. Throws `code_invalid`, also where nobody has the email, at the same cost,
 * `login_codes_not_configured`, `rate_limited`, and what hooks throw, to who has given the right code.
 */
export async function loginWithCode(ctx: Ctx, input: CodeLogin): Promise<SignedIn> {
  if (ctx.settings.LOGIN_CODES === 'off' && !input.recovers) throw new Problem('login_codes_not_configured')
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
  const counts = isGuess && {
    attempt: countLoginCodeAttempt({ email }),
    guess: countLoginCodeGuess({ email, now, ...attempt }),
  }
  const seen = ctx.hooks?.needsWho
    ? await commit(ctx.db, {
        ...counts,
        code: selectRightLoginCode({ ...given, now }),
        owner: selectUserWithEmail({ email }),
      })
    : undefined
  const newcomer = { ...given, name: input.name, guestToken: input.guestToken }
  const signUp = await prepareSignUp(ctx, signIn, newcomer, seen && seen.code !== undefined && !seen.owner)
  const owner = seen?.code && !seen.owner?.disabledAt ? seen.owner : undefined
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordCodeLogin({ ...event, ...given }), {
    who: owner ?? signUp.who,
    before: {
      ...(!seen && counts),
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
    guestToken: input.guestToken,
    tell: ({ takenOver }, profile) => {
      if (takenOver) notifyTakenOver(ctx, { email, locale: profile?.locale })
    },
    isTold: ({ takenOver, registeredAs }) => (takenOver ?? registeredAs) !== undefined,
  })
  if (!signedIn) throw new Problem('code_invalid')
  return signedIn
}
