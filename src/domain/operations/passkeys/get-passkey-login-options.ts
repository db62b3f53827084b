import { commitOne } from '../../../db/commit.ts'
import { insertLoginChallenge } from '../../../db/statements/challenges.gen.ts'
import { PASSKEY_CHALLENGE_SECONDS } from '../../../model/passkeys.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { rpIdOf } from '../../passkeys/ceremony.ts'
import { newPasskeyChallenge } from '../../passkeys/new-challenge.ts'

/**
 * What a device is asked for a sign-in (`PublicKeyCredentialRequestOptionsJSON`, WebAuthn L3 §5.1.9): any passkey that it
 * has for us, so it tells nothing of who has an account. Throws `passkeys_not_configured`, `rate_limited`.
 */
export async function getPasskeyLoginOptions(ctx: Ctx) {
  const rpId = rpIdOf(ctx)
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN')
  const challenge = newPasskeyChallenge(ctx)
  await commitOne(ctx.db, insertLoginChallenge(challenge))
  return {
    challengeId: challenge._id,
    expiresAt: challenge.expiresAt,
    options: {
      challenge: challenge._id,
      rpId,
      timeout: PASSKEY_CHALLENGE_SECONDS * 1_000,
      userVerification: 'required' as const,
    },
  }
}
