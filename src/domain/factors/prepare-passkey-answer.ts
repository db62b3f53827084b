import { commit } from '../../db/commit.ts'
import { run } from '../../db/database.ts'
import type { NewEvent } from '../../db/rows.ts'
import { forgetAttemptsAfterEvent } from '../../db/statements/attempts.gen.ts'
import { deleteChallenge } from '../../db/statements/challenges.gen.ts'
import {
  recordCopyAnswered,
  recordPasskeyFactor,
  selectPasskeyToAnswer,
  selectUserOfPasskeyAnswer,
} from '../../db/statements/passkey-factor.gen.ts'
import { usePasskey } from '../../db/statements/passkey-login.gen.ts'
import { countAnswer, selectOpenChallenge } from '../../db/statements/second-factor.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { newEvent } from '../events/new-event.ts'
import { isCopy, outcomeOf, passkeyCeremony, passkeyInvalid, userHandleOf } from '../passkeys/ceremony.ts'
import { factorAttemptKey } from '../proofs/attempt-keys.ts'
import type { Challenge } from './challenge.ts'

/** What a passkey has signed, as `PublicKeyCredential.toJSON()` gives it. */
export interface GivenPasskey {
  id: string
  response: {
    clientDataJSON: string
    authenticatorData: string
    signature: string
    /** Who the user is, which the challenge says, too: a device need not repeat it (WebAuthn L3 §7.2 step 6). */
    userHandle?: string | undefined
  }
}

interface Found {
  open: { disabledAt: Date | null } | undefined
}

/**
 * What an answer by passkey does in its batch, after a read of the passkey. Nobody guesses signatures, so answers are
 * counted for the challenge alone. A counter that went back is that of a copy: it is recorded, and uses up the
 * challenge. Throws `passkeys_not_configured`, and `passkey_invalid` for a copy.
 */
export async function preparePasskeyAnswer(ctx: Ctx, challenge: Challenge, credential: GivenPasskey) {
  const { _id: challengeId, userId, raisedId } = challenge
  const now = ctx.now()
  const examined = await examine(ctx, challenge, credential)
  const failure = 'failure' in examined ? examined.failure : undefined
  const proven = 'failure' in examined ? undefined : examined
  const attemptKey = await factorAttemptKey(ctx, raisedId ?? userId)
  const answer = countAnswer({ challengeId, userId, attemptKey, attemptId: null, now })
  const answered = {
    challengeId,
    userId,
    raisedId,
    passkeyId: proven?.passkeyId ?? null,
    counter: proven?.counter ?? 0,
  }
  const reads = { open: selectOpenChallenge({ challengeId, userId, now }) }
  const toProblem = ({ open }: Found, why = failure ?? 'used, removed or changed meanwhile'): Problem => {
    if (!open) return new Problem('challenge_invalid')
    return open.disabledAt ? new Problem('account_disabled') : passkeyInvalid(why)
  }
  if (proven?.isCopy) {
    const event = newEvent(ctx, 'passkey_cloned', raisedId ?? undefined)
    const found = await commit(ctx.db, {
      answer,
      event: recordCopyAnswered({ ...event, ...answered }),
      ...reads,
      answered: deleteChallenge({ eventId: event._id, challengeId }),
    })
    throw toProblem(found, 'counter')
  }
  return {
    method: 'passkey' as const,
    before: { answer },
    record: (event: NewEvent) => recordPasskeyFactor({ ...event, ...answered }),
    /** Finds the user, once the answer was counted, if it is right. */
    find: (event: NewEvent) => selectUserOfPasskeyAnswer({ ...event, ...answered }),
    after: ({ _id: eventId }: NewEvent) => ({
      ...(proven && { use: usePasskey({ ...proven, eventId, now }) }),
      answered: deleteChallenge({ eventId, challengeId }),
      guesses: forgetAttemptsAfterEvent({ attemptKey, eventId }),
    }),
    reads,
    toProblem,
  }
}

/** What a passkey of the challenge's user has proven, or where it fails. */
async function examine(ctx: Ctx, { _id, userId }: Challenge, { id: passkeyId, response }: GivenPasskey) {
  const ceremony = passkeyCeremony(ctx, _id)
  const passkey = await run(ctx.db, selectPasskeyToAnswer({ passkeyId, userId }))
  if (!passkey) return { failure: 'unknown, or of another user' }
  const webauthn = await ctx.onDemand.webauthn()
  const found = await outcomeOf(webauthn, webauthn.verifyAssertion(response, passkey.publicKey, ceremony))
  if ('failure' in found) return found
  const { userHandle } = response
  if (userHandle !== undefined && userHandle !== (await userHandleOf(userId))) return { failure: 'user handle' }
  const { counter, isBackedUp } = found
  return { passkeyId, counter, isBackedUp, isCopy: isCopy(counter, passkey.counter) }
}
