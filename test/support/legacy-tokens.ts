import { SignJWT } from 'jose'
import { DAY } from './clock.ts'

export const LEGACY_SECRET = 'the secret of the old backend'

/** Accepts tokens of the old backend until the end of time. */
export const LEGACY = { LEGACY_JWT_SECRET: LEGACY_SECRET, LEGACY_JWT_UNTIL: '9999-12-31' }

interface LegacyToken {
  issuedAt?: Date
  /** As the tutorial's: ten days. */
  days?: number
  secret?: string
  alg?: string
  /** Other claims than `_id`. */
  claims?: Record<string, unknown>
}

/** A token as jsonwebtoken signs it for the tutorial's backend: `{_id, iat, exp}`. */
export async function legacyToken(
  userId: string,
  {
    issuedAt = new Date(Date.now() - 1_000),
    days = 10,
    secret = LEGACY_SECRET,
    alg = 'HS256',
    claims,
  }: LegacyToken = {},
): Promise<string> {
  return new SignJWT({ _id: userId, ...claims })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(new Date(issuedAt.getTime() + days * DAY))
    .sign(new TextEncoder().encode(secret))
}
