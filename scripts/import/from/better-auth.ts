import { Reject } from '../reject.ts'
import { toMoment } from '../values.ts'
import { type Document, nameOf, objectOf, type Read, refuseAnonymous, rowsOf, toIdentity } from './format.ts'

/**
 * A line `{"user": <row of user>, "accounts": [<rows of account>]}`: docs/moving-in.md has the query. Columns may have the
 * names of the library or those with underscores.
 */
export function fromBetterAuth(document: Document): Read {
  if (document.user === undefined) throw new Reject('not_json', 'it has no "user"')
  const user = camelCased(objectOf(document.user, 'user'))
  const accounts = rowsOf(document.accounts, 'accounts').map(camelCased)
  const id = user.id ?? user._id
  refuseAnonymous(user.isAnonymous, id)
  const { id: _, image, banned, banReason: __, banExpires, isAnonymous: ___, ...others } = user // such as emailVerified
  return {
    document: {
      ...others,
      _id: id,
      name: nameOf([user.name], user.email),
      avatarUrl: image,
      banned: isBanOver(banExpires) ? false : banned, // a column `disabled` of the app itself says so, too
      password: accounts.find(({ providerId }) => providerId === 'credential')?.password,
    },
    identities: accounts.flatMap(({ providerId, accountId }) => toIdentity(providerId, accountId, user.email) ?? []),
  }
}

/** better-auth lifts a ban at the first sign-in after its end. */
function isBanOver(expires: unknown): boolean {
  const end = toMoment(expires)
  return end !== undefined && end <= Date.now()
}

const camelCased = (row: Document): Document =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.startsWith('_') ? key : key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
