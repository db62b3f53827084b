import { isObject } from '../extended-json.ts'
import { Reject } from '../reject.ts'
import { toFlag, toMoment } from '../values.ts'
import { type Document, nameOf, objects, type Read, toIdentity } from './format.ts'

/**
 * A line `{"user": <row of user>, "accounts": [<rows of account>]}`: docs/moving-in.md has the query. Columns may have the
 * names of the library or those with underscores.
 */
export function fromBetterAuth(document: Document): Read {
  const user = isObject(document.user) ? camelCased(document.user) : undefined
  if (!user) throw new Reject('not_json', 'it has no "user"')
  const accounts = objects(document.accounts).map(camelCased)
  const id = user.id ?? user._id
  if (toFlag(user.isAnonymous) === true) throw Object.assign(new Reject('anonymous'), { _id: String(id) })
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
