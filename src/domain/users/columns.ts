import { users } from '../../db/schema.ts'
import { pick } from '../../lib/pick.ts'
import { ownProfileKeys, publicProfileKeys } from '../../schemas/profile.ts'

export const ownProfileColumns = pick(users, ownProfileKeys)
export const publicProfileColumns = pick(users, publicProfileKeys)
