import * as lists from '../../../db/statements/user-lists.gen.ts'
import { normalizeEmail } from '../../../model/email.ts'
import { readCursor, writeCursor } from '../../lists/cursor.ts'
import type { OperatorCtx } from '../operator-ctx.ts'
import { readAsOperator } from '../read-as-operator.ts'
import { cutPage, filtersOf, isFiltered, type UserPage, type UserQuery } from './page.ts'

const AFTER_ALL = '\u{10FFFF}' // no character is after it, in the order of SQLite

type By = 'email' | 'name'

/** Where a page of a search begins. */
interface Start {
  by: By
  key: string
  _id: string
}

/**
 * Users whose id is `search`, then those whose email address begins with it, then those whose name does, each by the
 * alphabet. Throws `invalid_request` for a cursor that is not of this search, and what `readAsOperator` throws.
 */
export async function searchUsers(ctx: OperatorCtx, search: string, query: UserQuery): Promise<UserPage> {
  const { cursor, limit } = query
  const list = ['users', 'search', search]
  const email = normalizeEmail(search)
  const emails = { by: 'email', key: email, _id: '' } as const
  const names = { by: 'name', key: search, _id: '' } as const
  const start = cursor === undefined ? emails : await startAt(ctx, list, cursor)

  const isNarrowed = isFiltered(query) || query.createdAfter !== undefined || query.createdBefore !== undefined
  // Where all whose email address fits are listed, names are looked at only if these do not fill the page.
  const emailsAfter = start.by === 'email' && !isNarrowed ? start.key : email + AFTER_ALL
  const given = {
    ...filtersOf(query),
    searchedId: search,
    emailsFrom: email,
    emailsBelow: email + AFTER_ALL,
    emailsAfter,
    emailsAfterId: start._id,
  }
  const all = { ...given, limit: limit + 1 }
  const fromEmail = { ...start, below: given.emailsBelow }
  const fromName = { ...(start.by === 'name' ? start : names), below: search + AFTER_ALL }
  const {
    byId = [],
    byEmail = [],
    endOfEmails,
    ...found
  } = await readAsOperator(ctx, {
    ...(cursor === undefined && { byId: lists.selectUserById(all) }),
    ...(start.by === 'email' && {
      byEmail: lists.selectUsersByEmail({ ...all, ...fromEmail }),
    }),
    ...(start.by === 'email' && isNarrowed && { endOfEmails: lists.selectEndOfUsersByEmail(fromEmail) }),
    byName: lists.selectUsersByName({ ...all, ...fromName }),
    endOfNames: lists.selectEndOfUsersByName({ ...all, ...fromName }),
  })
  const { users, next } = cutPage(
    [
      { users: byId, start: emails, placeOf: () => emails }, // at most one
      { users: byEmail, end: endOfEmails, start: emails, placeOf: ({ email, _id }) => ({ key: email ?? '', _id }) },
      { users: found.byName, end: found.endOfNames, start: names, placeOf: ({ name, _id }) => ({ key: name, _id }) },
    ],
    limit,
  )
  const nextCursor =
    next && (await writeCursor(ctx, list, [next.list === 2 ? 'name' : 'email', next.place.key, next.place._id]))
  return { items: users, nextCursor }
}

async function startAt(ctx: OperatorCtx, list: string[], cursor: string): Promise<Start> {
  const [by, key, id] = await readCursor(ctx, list, cursor)
  return { by: by === 'name' ? by : 'email', key: String(key), _id: String(id) }
}
