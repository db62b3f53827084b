import { env } from 'cloudflare:workers'
import { SignJWT } from 'jose'
import { DAY } from './clock.ts'

export const LEGACY_SECRET = 'the secret of the old backend, long enough'

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
  typ?: string
}

/** Makes users ones that an import brought. */
export const markImported = (): Promise<unknown> => env.DB.prepare('UPDATE users SET imported_at = created_at').run()

/** A token as jsonwebtoken signs it for the tutorial's backend: `{_id, iat, exp}`. */
export async function legacyToken(
  userId: string,
  {
    issuedAt = new Date(Date.now() - 1_000),
    days = 10,
    secret = LEGACY_SECRET,
    alg = 'HS256',
    claims,
    typ = 'JWT',
  }: LegacyToken = {},
): Promise<string> {
  return new SignJWT({ _id: userId, ...claims })
    .setProtectedHeader({ alg, typ })
    .setIssuedAt(issuedAt)
    .setExpirationTime(new Date(issuedAt.getTime() + days * DAY))
    .sign(new TextEncoder().encode(secret))
}
