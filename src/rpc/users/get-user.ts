import * as v from 'valibot'
import { getUser as readUser } from '../../domain/operations/users/get-user.ts'
import { presentAdminUser } from '../../http/admin/users/schemas.ts'
import { idInput } from '../../http/fields/text.ts'
import { userCall } from './user-call.ts'

export const getUser = userCall({
  name: 'getUser',
  scope: 'read',
  input: v.object({ id: idInput }),
  act: async (ctx, { id }) => presentAdminUser(await readUser(ctx, id)),
})
