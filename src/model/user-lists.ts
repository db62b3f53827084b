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

/**
 * How many users a list looks at for one page: of more, a filter that few of them meet would make a call as slow as
 * they are many.
 */
export const USERS_SCANNED = 1_000
