import * as v from 'valibot'
import { updateUser } from '../../domain/operations/users/update-user.ts'
import { rolesInput } from '../../http/admin/users/inputs.ts'
import { presentAdminUser } from '../../http/admin/users/schemas.ts'
import { idInput } from '../../http/fields/text.ts'
import { userCall } from './user-call.ts'

export const setRoles = userCall({
  name: 'setRoles',
  scope: 'write',
  input: v.object({ id: idInput, roles: rolesInput }),
  act: async (ctx, { id, roles }) => presentAdminUser(await updateUser(ctx, id, { roles })),
})
