import * as v from 'valibot'
import { enableUser } from '../../domain/operations/users/enable-user.ts'
import { presentAdminUser } from '../../http/admin/users/schemas.ts'
import { idInput } from '../../http/fields/text.ts'
import { userCall } from './user-call.ts'

export const enable = userCall({
  name: 'enable',
  scope: 'write',
  input: v.object({ id: idInput }),
  act: async (ctx, { id }) => presentAdminUser(await enableUser(ctx, id)),
})
