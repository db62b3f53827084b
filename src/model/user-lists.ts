/** What lists of users have of the row of each: never a hash. */
export const LISTED_USER = [
  '_id',
  'name',
  'email',
  'emailVerified',
  'isGuest',
  'avatarUrl',
  'roles',
  'disabledAt',
  'disabledUntil',
  'createdAt',
] as const
