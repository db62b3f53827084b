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
