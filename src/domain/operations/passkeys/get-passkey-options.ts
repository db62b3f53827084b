import { commit } from '../../../db/commit.ts'
import { insertCallersChallenge } from '../../../db/statements/challenges.gen.ts'
import { selectPasskeys } from '../../../db/statements/passkeys.gen.ts'
import { selectOwnProfile } from '../../../db/statements/profile.gen.ts'
import { selectRecentSignIn } from '../../../db/statements/recent-sign-in.gen.ts'
import { MAX_PASSKEYS, PASSKEY_ALGORITHMS, PASSKEY_CHALLENGE_SECONDS } from '../../../model/passkeys.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { rpIdOf, userHandleOf } from '../../passkeys/ceremony.ts'
import { listPasskey } from '../../passkeys/list-passkey.ts'
import { newPasskeyChallenge } from '../../passkeys/new-challenge.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * What a device is asked for a new passkey of the caller (`PublicKeyCredentialCreationOptionsJSON`, WebAuthn L3
 * §5.1.8): one that it finds by itself at a sign-in, and that verifies its user. Throws `recent_login_required`,
 * `too_many_passkeys`, `passkeys_not_configured`, `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function getPasskeyOptions(ctx: CallerCtx) {
  const { caller, db } = ctx
  const rpId = rpIdOf(ctx)
  await enforceLimit(ctx, 'LIMIT_PASSWORD', caller.sessionId)
  const challenge = newPasskeyChallenge(ctx)
  const now = ctx.now()
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const { profile, recentSignIn, passkeys } = await commit(db, {
    challenge: insertCallersChallenge({ ...challenge, ...recent, now }),
    profile: selectOwnProfile({ ...caller, now }),
    recentSignIn: selectRecentSignIn(recent),
    passkeys: selectPasskeys({ userId: caller.userId }),
  })
  const { name, email, isGuest } = requireCaller(ctx, profile)
  if (!recentSignIn && !isGuest) throw new Problem('recent_login_required')
  if (passkeys.length >= MAX_PASSKEYS) throw new Problem('too_many_passkeys')
  return {
    challengeId: challenge._id,
    expiresAt: challenge.expiresAt,
    options: {
      rp: { id: rpId, name: ctx.settings.APP_NAME },
      user: { id: await userHandleOf(caller.userId), name: email ?? name, displayName: name },
      challenge: challenge._id,
      pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key' as const, alg })),
      timeout: PASSKEY_CHALLENGE_SECONDS * 1_000,
      excludeCredentials: passkeys
        .map(listPasskey)
        .map(({ _id: id, transports }) => ({ id, type: 'public-key' as const, transports })),
      authenticatorSelection: {
        residentKey: 'required' as const,
        requireResidentKey: true,
        userVerification: 'required' as const,
      },
      attestation: 'none' as const,
    },
  }
}
