/**
 * Algorithms of passkeys by their COSE numbers (RFC 9053), in the order in which they are preferred: ES256, EdDSA,
 * RS256.
 */
export const PASSKEY_ALGORITHMS = [-7, -8, -257] as const

/** How many passkeys an account may have: more than a person has devices and password managers. */
export const MAX_PASSKEYS = 20

/** How long a challenge for a passkey works, in seconds: a person has to find their phone (WebAuthn L3 §15.1). */
export const PASSKEY_CHALLENGE_SECONDS = 300

/** What the owner of a passkey sees of it. */
export const LISTED_PASSKEY = [
  '_id',
  'name',
  'transports',
  'isBackupEligible',
  'isBackedUp',
  'aaguid',
  'createdAt',
  'lastUsedAt',
] as const
