import type { IdTokenClaims } from '../../crypto/id-tokens.ts'
import { describeError } from '../../lib/log.ts'
import { toEmail } from '../../model/email.ts'
import { Problem } from '../../model/problem.ts'
import type { ProviderProof } from '../../model/proof.ts'
import type { OidcProvider, Provider } from '../../model/providers.ts'
import type { Ctx } from '../context.ts'
import { recentSince } from './recent-sign-in.ts'

/** The ID token of a native SDK, and the nonce whose SHA-256 the app gave it. */
export interface IdentityProof {
  idToken: string
  nonce?: string | undefined
}

/** Who the caller is at a provider, and what else its token tells. */
interface ProvenIdentity extends Pick<IdTokenClaims, 'name' | 'audience' | 'authenticatedAt'> {
  proof: ProviderProof
  /** The email as we store emails, if the provider has verified it, or is none of those that say so. */
  email: string | undefined
  /** Whether the provider is an authority for that email: whoever has the account there reads the mailbox now. */
  ownsMailbox: boolean
}

/**
 * Proves an identity by the ID token of a native SDK. Throws `provider_not_configured`, `id_token_invalid`, and
 * `unavailable` while the provider's keys cannot be fetched, or may not be fetched again for one that is not known.
 */
export async function proveIdentity(
  ctx: Ctx,
  provider: Provider,
  { idToken, nonce }: IdentityProof,
): Promise<ProvenIdentity> {
  const accepted = ctx.settings.providers.get(provider)
  if (!accepted) throw new Problem('provider_not_configured')
  const { clientIds: audience, acceptsUnknownNonce, oidc } = accepted
  const expected = { provider, oidc, audience, nonce, acceptsUnknownNonce, now: ctx.now() }
  const { ProviderUnavailable, readIdToken } = await ctx.onDemand.idTokens()
  const claims = await readIdToken(idToken, expected).catch((error: unknown) => {
    if (!(error instanceof ProviderUnavailable)) throw error
    const { error: name, code = name } = describeError(error.cause)
    const { retryAfterSeconds } = error
    throw new Problem('unavailable', { reason: `keys of ${provider}: ${code}`, retryAfterSeconds })
  })
  if (!claims) throw new Problem('id_token_invalid')
  const { subject, name, audience: usedBy, authenticatedAt } = claims
  const email = usableEmail(claims, oidc)
  const ownsMailbox = email !== undefined && isAuthority(provider, email, claims, oidc)
  const proof = { method: 'provider', provider, subject } as const
  return { proof, email, ownsMailbox, name, audience: usedBy, authenticatedAt }
}

/**
 * The same, where a token that was found later must not be enough: the user has signed in at the provider within the last
 * ten minutes. Throws what `proveIdentity` throws.
 */
export async function proveRecentIdentity(
  ...[ctx, ...call]: Parameters<typeof proveIdentity>
): Promise<ProvenIdentity> {
  const identity = await proveIdentity(ctx, ...call)
  if (identity.authenticatedAt < recentSince(ctx.now())) throw new Problem('id_token_invalid')
  return identity
}

/**
 * The provider has verified its own spelling: one that only normalization makes equal may belong to someone else. Lower
 * case is such a normalization, too, outside of ASCII: KELVIN SIGN becomes k. Many issuers of the settings never say
 * whether they have verified an address: that of a new user is then like one that somebody typed, unverified here.
 */
function usableEmail({ email = '', emailVerified }: IdTokenClaims, oidc?: OidcProvider): string | undefined {
  const isUsable = emailVerified ?? (oidc !== undefined && !oidc.emailAuthority)
  return isUsable && /^[\x20-\x7e]*$/.test(email) ? toEmail(email) : undefined
}

/**
 * Apple checks addresses again and again. Google is an authority for its own, and for those of a Workspace; any other
 * address was verified once, and may have a new owner by now
 * (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token). An issuer of the settings is one only if
 * they say so.
 */
function isAuthority(provider: Provider, email: string, claims: IdTokenClaims, oidc?: OidcProvider): boolean {
  if (oidc) return oidc.emailAuthority === true && claims.emailVerified === true
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return provider === 'apple' || domain === 'gmail.com' || domain === claims.hostedDomain?.toLowerCase()
}
