import type { ListedUser } from '../../../db/rows.ts'
import { LAST_TIME_MS } from '../../../lib/utc.ts'

/** A place in a list of users: what it is ordered by there, and who is there. */
interface UserPlace {
  key: string | number
  _id: string
}

/** What was found of one list of those that a page is made of. */
interface UserList {
  users: ListedUser[]
  /** Where it goes on if it was not looked at as a whole. */
  end?: UserPlace | undefined
  placeOf(user: ListedUser): UserPlace
  start: UserPlace
}

/** A page of users, and which list goes on where, if there is more. */
interface Cut {
  users: ListedUser[]
  next: { list: number; place: UserPlace } | undefined
}

/** What is asked of users who are listed, and where the page begins. */
export interface UserQuery {
  role?: string | undefined
  disabled?: boolean | undefined
  guest?: boolean | undefined
  /** At or after. */
  createdAfter?: Date | undefined
  createdBefore?: Date | undefined
  /** At most 100. */
  limit: number
  cursor?: string | undefined
}

export interface UserPage {
  items: ListedUser[]
  nextCursor: string | undefined
}

/** The filters as statements take them. */
export const filtersOf = ({ role, disabled, guest, createdAfter, createdBefore }: UserQuery) => ({
  role: role ?? null,
  disabled: disabled ?? null,
  guest: guest ?? null,
  createdAfter: createdAfter ?? new Date(0),
  createdBefore: createdBefore ?? new Date(LAST_TIME_MS),
})

/** Whether users are left out of a list, besides by when they were created. */
export const isFiltered = ({ role, disabled, guest }: UserQuery): boolean =>
  role !== undefined || disabled !== undefined || guest !== undefined

/** The first `limit` users of some lists, one after another. A list that was not looked at as a whole ends the page. */
export function cutPage(lists: readonly UserList[], limit: number): Cut {
  const users: ListedUser[] = []
  for (const [list, { users: found, end, placeOf, start }] of lists.entries()) {
    const some = found.slice(0, limit - users.length)
    users.push(...some)
    if (some.length < found.length) {
      const last = some.at(-1)
      return { users, next: { list, place: last ? placeOf(last) : start } }
    }
    if (end) return { users, next: { list, place: end } }
  }
  return { users, next: undefined }
}
