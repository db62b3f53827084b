/** What the owner may write. Everything else in a body is ignored. */
export const FILLABLE = ['name', 'bio', 'avatarUrl', 'locale'] as const

/** What the owner sees, besides the `metadata` that they have written. */
export const OWN_PROFILE = [
  '_id',
  'name',
  'email',
  'emailVerified',
  'isGuest',
  'bio',
  'avatarUrl',
  'locale',
  'createdAt',
  'updatedAt',
  'roles',
  'appMetadata',
] as const

/** What anyone sees: never the email. */
export const PUBLIC_PROFILE = ['_id', 'name', 'bio', 'avatarUrl', 'createdAt'] as const

/** The longest bio, in characters (code points), and the longest URL of an avatar. */
export const BIO_MAX = 1_000
export const URL_MAX = 2_048

/**
 * The normalized form of an https URL (WHATWG URL), or `undefined`: what is stored is what every client would fetch.
 */
export function httpsUrl(value: string): string | undefined {
  const url = URL.parse(value)
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined
}
