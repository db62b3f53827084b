import { selectCaller } from '../../db/queries/caller.ts'
import { selectSignedIn } from '../../db/queries/sessions.ts'
import { selectUser } from '../../db/queries/users.ts'
import { users } from '../../db/schema.ts'
import { pick } from '../../lib/pick.ts'
import { ownProfileKeys, publicProfileKeys } from '../../schemas/profile.ts'

/** Reads of profiles: the columns that the lists of profile-fields.ts name, and no others. */
export const ownProfileColumns = pick(users, ownProfileKeys)

export const selectOwnProfile = selectCaller(ownProfileColumns)
export const selectSignedInProfile = selectSignedIn(ownProfileColumns)
export const selectPublicProfile = selectUser(pick(users, publicProfileKeys))
