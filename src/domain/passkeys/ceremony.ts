import { encodeBase64url } from '../../lib/base64url.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import type { OnDemand } from '../on-demand.ts'

type WebAuthn = Awaited<ReturnType<OnDemand['webauthn']>>
type Ceremony = Parameters<WebAuthn['verifyAssertion']>[2]

const USER_HANDLE_MAX_BYTES = 64 // WebAuthn L3 §5.4.3

/** Throws `passkeys_not_configured` where the setting is off. */
export function requirePasskeys({ settings }: Ctx): void {
  if (settings.PASSKEYS === 'off') throw new Problem('passkeys_not_configured')
}

/** The domain that passkeys belong to. Throws `passkeys_not_configured`. */
export function rpIdOf(ctx: Ctx): string {
  requirePasskeys(ctx)
  return ctx.settings.PASSKEY_RP_ID ?? new URL(ctx.issuer).hostname
}

/**
 * What is expected of whoever answers a challenge: that it is done for our domain, on a website of ours or in an app of
 * ours. iOS says of an app what it says of the domain's own website.
 */
export function passkeyCeremony(ctx: Ctx, challenge: string): Ceremony {
  const { CORS_ORIGINS, ANDROID_APPS = [] } = ctx.settings
  const rpId = rpIdOf(ctx)
  const websites = CORS_ORIGINS === '*' ? [] : CORS_ORIGINS
  return { challenge, rpId, origins: [ctx.issuer, `https://${rpId}`, ...websites, ...ANDROID_APPS.map(androidOrigin)] }
}

/**
 * Where Android says that an app is: the SHA-256 of the certificate that signs it, which the setting has in
 * hexadecimal.
 */
function androidOrigin(app: string): string {
  const [, fingerprint = ''] = app.split(/\s+/)
  const bytes = Uint8Array.from(fingerprint.split(':'), (pair) => Number.parseInt(pair, 16))
  return `android:apk-key-hash:${encodeBase64url(bytes)}`
}

/** What passkeys call a user, base64url: their id, or, if another backend has made a longer one than fits, its SHA-256. */
export async function userHandleOf(userId: string): Promise<string> {
  const bytes = new TextEncoder().encode(userId)
  const fits = bytes.length <= USER_HANDLE_MAX_BYTES
  return encodeBase64url(fits ? bytes : new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

/**
 * What a ceremony's verification finds, of which the user must have been verified: with a fingerprint, a face or a PIN.
 * Throws `passkey_invalid` for one that fails; the log says where.
 */
export async function verified<R extends { isUserVerified: boolean }>(
  webauthn: WebAuthn,
  verification: Promise<R>,
): Promise<R> {
  const found = await outcomeOf(webauthn, verification)
  if ('failure' in found) throw passkeyInvalid(found.failure)
  if (!found.isUserVerified) throw passkeyInvalid('user verification')
  return found
}

/** What a ceremony's verification finds, or where it fails. */
export const outcomeOf = <R extends object>(
  { CeremonyFailure }: WebAuthn,
  verification: Promise<R>,
): Promise<R | { failure: string }> =>
  verification.catch((error: unknown) => {
    if (error instanceof CeremonyFailure) return { failure: error.message }
    throw error
  })

/**
 * Whether a passkey has counted no further than it had before, so that there is a copy of it (WebAuthn L3 §7.2 step
 * 22).
 */
export const isCopy = (counter: number, before: number): boolean => counter <= before && (counter !== 0 || before !== 0)

/** One answer, whatever is wrong with a passkey; the log says what. */
export const passkeyInvalid = (failure: string): Problem =>
  new Problem('passkey_invalid', { reason: `passkey: ${failure}` })

const CHALLENGE_GONE = 'challenge: unknown, used, expired, or of another session'

/** The same for a challenge that is none, which a protocol may call by another name. */
export const challengeGone = (): Problem => passkeyInvalid(CHALLENGE_GONE)

/** Whether that is why a passkey was not accepted. */
export const isChallengeGone = (problem: Problem): boolean => problem.reason === passkeyInvalid(CHALLENGE_GONE).reason
