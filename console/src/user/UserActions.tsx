import type { AdminUser } from '../api/types.ts'
import { DeleteUser } from './actions/DeleteUser.tsx'
import { DisableUser } from './actions/DisableUser.tsx'
import { EditUser } from './actions/EditUser.tsx'
import { EnableUser } from './actions/EnableUser.tsx'
import { ExportUser } from './actions/ExportUser.tsx'
import { SendReset } from './actions/SendReset.tsx'

/** What can be done with a user as a whole. */
export function UserActions({ user }: { user: AdminUser }) {
  return (
    <>
      <EditUser user={user} />
      {user.email && <SendReset user={user} email={user.email} />}
      <ExportUser user={user} />
      {user.disabledAt ? <EnableUser user={user} /> : <DisableUser user={user} />}
      <DeleteUser user={user} />
    </>
  )
}
