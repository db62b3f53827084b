/** How somebody may have proven who they are; the names are ours, more exact than those of RFC 8176. */
export const AUTH_METHODS = [
  'password',
  'provider',
  'reset_code',
  'login_code',
  'guest',
  'passkey',
  'totp',
  'recovery_code',
] as const
export type AuthMethod = (typeof AUTH_METHODS)[number]
