import { open, seal } from '../../crypto/sealed.ts'
import { newId } from '../../lib/id.ts'
import type { FactorType } from '../../model/factor-types.ts'
import { type PasskeyAsked, Problem, type SecondFactorAsked } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { rpIdOf } from '../passkeys/ceremony.ts'

const LIFETIME_MS = 10 * 60_000 // long enough to find the phone, or the paper with the recovery codes

const PLACE = 'challenge of a second factor'

/** What a challenge holds, so that answering it needs one round trip. The client cannot read it. */
export interface Challenge {
  _id: string
  userId: string
  /** The session that the answer raises; null if it starts one. */
  raisedId: string | null
  /** Whether that session has owed the factor since its sign-in: whoever has the first one has begun it. */
  beganOwing?: boolean
  /** The JSON list of what was proven before. */
  amr: string
  deviceName: string | null
  /** Whether nobody has to hear of the device. */
  isDeviceKnown: boolean
  /** Of the guest who is merged into the user who signs in. */
  guestToken?: string | undefined
  /** In milliseconds since 1970. */
  expiresAt: number
  factors: SealedFactor[]
}

interface SealedFactor {
  _id: string
  secret: string
}

/** What may answer a challenge, as its statements find it: a row for each factor. */
export interface PossibleAnswer extends SealedFactor {
  type: FactorType
  name: string
  recoveryCodesLeft: number
  /** A JSON list, the same in each row; null where passkeys are off. */
  passkeys: string | null
}

/** The row of a new challenge. */
export const newChallenge = (ctx: Ctx) => ({ _id: newId(), expiresAt: new Date(ctx.now().getTime() + LIFETIME_MS) })

/** What the client gets of a challenge: sealed, and what may answer it. */
export async function present(
  ctx: Ctx,
  challenge: Omit<Challenge, 'factors'>,
  answers: readonly PossibleAnswer[],
): Promise<SecondFactorAsked> {
  const content: Challenge = { ...challenge, factors: answers.map(({ _id, secret }) => ({ _id, secret })) }
  const { sealed } = await seal(ctx.settings.encryptionKeys, PLACE, JSON.stringify(content))
  return {
    challenge: sealed,
    factors: [
      ...answers.map(({ _id, type, name }) => ({ factorId: _id, type, name })),
      ...passkeysAsked(ctx, challenge._id, answers[0]?.passkeys),
    ],
    recoveryCodesLeft: answers[0]?.recoveryCodesLeft ?? 0,
  }
}

/**
 * What asks for a passkey of the user, if they have one. The challenge is the id of the row, 128 random bits, which is
 * what WebAuthn L3 §13.4.3 demands. The user need not be verified: they have given their first factor, so it is enough
 * to have the second.
 */
function passkeysAsked(ctx: Ctx, challengeId: string, list: string | null | undefined): PasskeyAsked[] {
  const passkeys: { id: string; transports: string[] }[] = JSON.parse(list ?? '[]') // our own list
  if (passkeys.length === 0) return []
  const allowCredentials = passkeys.map((passkey) => ({ ...passkey, type: 'public-key' as const }))
  const options = { challenge: challengeId, rpId: rpIdOf(ctx), timeout: LIFETIME_MS, allowCredentials }
  return [{ type: 'passkey', options: { ...options, userVerification: 'preferred' } }]
}

/** Opens what the client was given. Throws `challenge_invalid`, also for one that has expired. */
export async function openChallenge({ settings, now }: Ctx, sealed: string): Promise<Challenge> {
  const text = await open(settings.encryptionKeys, PLACE, sealed)
  const challenge: Challenge | undefined = text === undefined ? undefined : JSON.parse(text) // it is ours
  if (!challenge || challenge.expiresAt <= now().getTime()) throw new Problem('challenge_invalid')
  return challenge
}
