import { recoveryCodeMacs } from '../../crypto/recovery-codes.ts'
import type { NewEvent } from '../../db/rows.ts'
import { forgetAttemptsAfterEvent } from '../../db/statements/attempts.gen.ts'
import { deleteChallenge } from '../../db/statements/challenges.gen.ts'
import {
  countAnswer,
  countFactorGuess,
  recordAlso,
  recordSecondFactor,
  selectFactorBlock,
  selectOpenChallenge,
  selectUserOfAnswer,
  useFactor,
  useRecoveryCode,
} from '../../db/statements/second-factor.gen.ts'
import { newId } from '../../lib/id.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { factorAttemptKey, knownDeviceFactorKey } from '../proofs/attempt-keys.ts'
import { requireUnblocked } from '../proofs/require-unblocked.ts'
import type { Challenge } from './challenge.ts'
import { matchCode } from './match-code.ts'

/** A code of an authenticator app, or a recovery code. */
export type GivenFactor = { code: string } | { recoveryCode: string }

/** Why an answer was refused, as the batch finds it. */
interface Found {
  open: { disabledAt: Date | null } | undefined
  block?: { blockedUntil: Date } | undefined
}

/**
 * What an answer to a challenge does in its batch. Codes are counted before they are compared, for the challenge and
 * for the user, on a device that is known or not, or the session that is raised; recovery codes for the challenge
 * alone, so that nobody who guesses codes makes them wait.
 */
export async function prepareAnswer(ctx: Ctx, challenge: Challenge, given: GivenFactor) {
  const { _id: challengeId, userId, raisedId, factors } = challenge
  const { encryptionKeys } = ctx.settings
  const now = ctx.now()
  const isCode = 'code' in given
  const match = isCode ? await matchCode(ctx, factors, given.code) : undefined
  const macs = JSON.stringify(isCode ? [] : await recoveryCodeMacs(encryptionKeys, userId, given.recoveryCode))
  const attemptKey = await attemptKeyOf(ctx, challenge)
  const guessId = newId()
  const counted = { challengeId, userId, attemptKey, attemptId: isCode ? guessId : null, now }
  const answer = { ...counted, raisedId, factorId: match?.factorId ?? null, step: match?.step ?? null, macs }
  return {
    method: isCode ? ('totp' as const) : ('recovery_code' as const),
    before: {
      ...(isCode && { guess: countFactorGuess({ ...counted, attemptId: guessId }) }),
      answer: countAnswer(counted),
    },
    record: (event: NewEvent) => recordSecondFactor({ ...event, ...answer }),
    /** Finds the user, once the answer was counted, if it is right. */
    find: (event: NewEvent) => selectUserOfAnswer({ ...event, ...answer }),
    after: (event: NewEvent) => ({
      ...(match && { factor: useFactor({ ...match, eventId: event._id, now }) }),
      ...(!isCode && {
        recoveryCode: useRecoveryCode({ macs, eventId: event._id, now }),
        recovery: recordAlso({ ...event, _id: newId(), type: 'recovery_code_used', receiptId: event._id }),
      }),
      answered: deleteChallenge({ eventId: event._id, challengeId }),
      guesses: forgetAttemptsAfterEvent({ attemptKey, eventId: event._id }),
    }),
    reads: {
      open: selectOpenChallenge({ challengeId, userId, now }),
      ...(isCode && { block: selectFactorBlock({ attemptKey, attemptId: guessId }) }),
    },
    /** Why it was refused. */
    toProblem({ open, block }: Found): Problem {
      if (!open) return new Problem('challenge_invalid')
      if (open.disabledAt) return new Problem('account_disabled')
      requireUnblocked(undefined, block, now)
      return new Problem('code_invalid')
    },
  }
}

/** Guesses in a session that began with the first factor alone count as those of a sign-in: there is always another one. */
function attemptKeyOf(ctx: Ctx, { raisedId, beganOwing, userId, isDeviceKnown }: Challenge): Promise<string> {
  if (raisedId !== null) return factorAttemptKey(ctx, beganOwing ? userId : raisedId)
  return isDeviceKnown ? knownDeviceFactorKey(ctx, userId) : factorAttemptKey(ctx, userId)
}
