import { type IdTokenClaims, ProviderUnavailable, readIdToken } from '../../crypto/id-tokens.ts'
import { type IdentityProof, usableEmail } from '../../http/api/identities/schemas.ts'
import { describeError } from '../../lib/log.ts'
import { Problem } from '../../model/problem.ts'
import type { Provider } from '../../model/providers.ts'
import type { Ctx } from '../context.ts'

const CLIENT_IDS = { apple: 'APPLE_CLIENT_IDS', google: 'GOOGLE_CLIENT_IDS' } as const satisfies Record<
  Provider,
  keyof Ctx['settings']
>

/** Who the caller is at a provider; `email` as we store emails. */
interface VerifiedIdentity extends IdTokenClaims {
  provider: Provider
}

/**
 * Verifies an identity by the ID token of a native SDK. Throws `provider_not_configured`, `id_token_invalid`, and
 * `unavailable` while the provider's keys cannot be fetched.
 */
export async function verifyIdentity(ctx: Ctx, provider: Provider, proof: IdentityProof): Promise<VerifiedIdentity> {
  const audience = ctx.settings[CLIENT_IDS[provider]]
  if (!audience) throw new Problem('provider_not_configured')
  const acceptsUnknownNonce = provider === 'google' && ctx.settings.GOOGLE_NONCE_CHECK === 'off'
  const expected = { provider, audience, nonce: proof.nonce, acceptsUnknownNonce, now: ctx.now() }
  const claims = await readIdToken(proof.idToken, expected).catch((error: unknown) => {
    if (!(error instanceof ProviderUnavailable)) throw error
    const { error: name, code = name } = describeError(error.cause)
    throw new Problem('unavailable', { reason: `keys of ${provider}: ${code}` })
  })
  if (!claims) throw new Problem('id_token_invalid')
  const email = usableEmail(claims.email)
  // The provider has verified its own spelling: one that only normalization makes equal may belong to someone else.
  const emailVerified = claims.emailVerified && email === claims.email?.trim().toLowerCase()
  return { provider, ...claims, email, emailVerified }
}
