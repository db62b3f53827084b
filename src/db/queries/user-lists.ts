import { and, asc, desc, eq, gte, isNotNull, lt, ne, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { pick } from '../../lib/pick.ts'
import { ROWS_SCANNED } from '../../model/rows-scanned.ts'
import { LISTED_USER } from '../../model/user-lists.ts'
import type { UserFilters } from '../rows.ts'
import { users } from '../schema.ts'
import { type Builder, type Param, type Params, query, queryOne } from './query.ts'
import { hasRole } from './roles.ts'
import { lastSignedInAt, listedUser } from './user-columns.ts'

// Lists of users. Each goes along one index, in its order, and looks at no more than ROWS_SCANNED users: what the index
// does not know is asked of these, one after another, until a page is full. So no filter makes a statement read more,
// however few users it fits.

/** An index to go along, which part of it, and in which order. */
interface Walk<V> {
  where(params: Params<V>): SQL | undefined
  /** Whether it is worth it; else nobody is looked at. */
  isWanted?(db: Builder, params: Params<V>): SQL
  orderBy: SQL[]
  key: SQLWrapper
}

const scan = <V extends object>(db: Builder, { where, orderBy, isWanted }: Walk<V>, params: Params<V>) =>
  db
    .select(listedUser)
    .from(users)
    .where(where(params))
    .orderBy(...orderBy)
    .limit(limitOf(ROWS_SCANNED, isWanted?.(db, params)))
    .as('scanned')

/** SQLite takes any expression for a limit; Drizzle's type of it does not. */
const limitOf = (limit: number, isWanted: SQL | undefined): number =>
  isWanted ? (sql`CASE WHEN ${isWanted} THEN ${limit} ELSE 0 END` as unknown as number) : limit

type Scanned = ReturnType<typeof scan>

const isUnless = (given: Param<unknown>, condition: SQL) => or(sql`${given} IS NULL`, condition)

const meets = (scanned: Scanned, filters: Params<UserFilters>) =>
  and(
    isUnless(filters.role, hasRole(filters.role, scanned.roles)),
    isUnless(filters.disabled, sql`(${scanned.disabledAt} IS NOT NULL) = ${filters.disabled}`),
    isUnless(filters.guest, sql`${scanned.isGuest} = ${filters.guest}`),
    gte(scanned.createdAt, filters.createdAfter),
    lt(scanned.createdAt, filters.createdBefore),
  )

/** The users along an index that meet the filters. SQLite keeps the order of a subquery with a limit. */
const listAlong = <V extends object>(
  walk: Walk<V>,
  besides: (scanned: Scanned, params: Params<V>) => SQL | undefined = () => undefined,
) =>
  query((db, params: Params<V & UserFilters & { limit: number }>) => {
    const scanned = scan(db, walk, params)
    return db
      .select({ ...pick(scanned, LISTED_USER), lastSignedInAt: lastSignedInAt(db, scanned._id) })
      .from(scanned)
      .where(and(meets(scanned, params), besides(scanned, params)))
      .limit(params.limit)
  })

/**
 * The last user that `listAlong` looks at: where the next page goes on if this one did not find enough. No row: it has
 * seen all.
 */
const endAlong = <V extends object>({ where, orderBy, key, isWanted }: Walk<V>) =>
  queryOne((db, params: Params<V>) =>
    db
      .select({ key: sql<string | number>`${key}`.as('key'), _id: users._id })
      .from(users)
      .where(where(params))
      .orderBy(...orderBy)
      .limit(limitOf(1, isWanted?.(db, params)))
      .offset(ROWS_SCANNED - 1),
  )

// Newest first.

interface Newest {
  /** Created at or after. */
  createdAfter: Date
  /** A place in the list: what is before it is listed. */
  key: number
  _id: string
}

const newest = (among: SQL | undefined): Walk<Newest> => ({
  where: ({ createdAfter, key, _id }) =>
    and(among, gte(users.createdAt, createdAfter), sql`(${users.createdAt}, ${users._id}) < (${key}, ${_id})`),
  orderBy: [desc(users.createdAt), desc(users._id)],
  key: users.createdAt,
})

const all = newest(undefined)
const withRoles = newest(isNotNull(users.roles))
const disabled = newest(isNotNull(users.disabledAt))
const guests = newest(eq(users.isGuest, true))

/** Users, the newest first. */
export const selectUsers = listAlong(all)
export const selectEndOfUsers = endAlong(all)

/** The same among those who have roles, whichever. */
export const selectUsersWithRoles = listAlong(withRoles)
export const selectEndOfUsersWithRoles = endAlong(withRoles)

/** The same among those who are disabled. */
export const selectDisabledUsers = listAlong(disabled)
export const selectEndOfDisabledUsers = endAlong(disabled)

/** The same among guests. */
export const selectGuests = listAlong(guests)
export const selectEndOfGuests = endAlong(guests)

// By the alphabet.

interface Alphabetical {
  /** A place in the list: what is after it is listed. */
  key: string
  _id: string
  /** All that is listed is before this. */
  below: string
}

/** No two users have the same, so that who had the last one is all that is left out. */
const byEmail: Walk<Alphabetical> = {
  where: ({ key, _id, below }) => and(gte(users.email, key), ne(users._id, _id), lt(users.email, below)),
  orderBy: [asc(users.email)],
  key: users.email,
}

/** Names that come after email addresses: if so many of these fill a page, nobody is looked at. */
interface AfterEmails extends Alphabetical {
  emailsAfter: string
  emailsAfterId: string
  emailsBelow: string
  searchedId: string
  limit: number
}

/**
 * Where many have one name, the place among them is found by the index, too: SQLite does that only if the collation
 * stands on the right.
 */
const byName: Walk<AfterEmails> = {
  where: ({ key, _id, below }) =>
    and(
      sql`(${users.name}, ${users._id}) > (${key} COLLATE NOCASE, ${_id})`,
      sql`${users.name} < ${below} COLLATE NOCASE`,
    ),
  orderBy: [sql`${users.name} COLLATE NOCASE`, asc(users._id)],
  key: users.name,
  isWanted: (db, { emailsAfter, emailsAfterId, emailsBelow, searchedId, limit }) => {
    const some = db
      .select({ one: sql`1` })
      .from(users)
      .where(
        and(
          gte(users.email, emailsAfter),
          ne(users._id, emailsAfterId),
          ne(users._id, searchedId),
          lt(users.email, emailsBelow),
        ),
      )
      .limit(limit)
    return sql`(SELECT count(*) FROM ${some}) < ${limit}`
  },
}

/** The user with an id, if they meet the filters. */
export const selectUserById = listAlong<{ searchedId: string }>({
  where: ({ searchedId }) => eq(users._id, searchedId),
  orderBy: [],
  key: users._id,
})

// What a search has listed already is not listed once more.

/** Users by their email addresses, but for the one whose id is searched. */
export const selectUsersByEmail = listAlong<Alphabetical & { searchedId: string }>(byEmail, (scanned, { searchedId }) =>
  ne(scanned._id, searchedId),
)
export const selectEndOfUsersByEmail = endAlong(byEmail)

interface Searched {
  searchedId: string
  emailsFrom: string
  emailsBelow: string
}

/** Users by their names, but for those and for the ones that are listed by their email addresses. */
export const selectUsersByName = listAlong<AfterEmails & Searched>(byName, (scanned, searched) =>
  and(
    ne(scanned._id, searched.searchedId),
    sql`NOT coalesce(${scanned.email} >= ${searched.emailsFrom} AND ${scanned.email} < ${searched.emailsBelow}, 0)`,
  ),
)
export const selectEndOfUsersByName = endAlong(byName)
