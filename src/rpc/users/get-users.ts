import * as v from 'valibot'
import { getUsers as readUsers } from '../../domain/operations/users/get-users.ts'
import { presentAdminUserItem } from '../../http/admin/users/schemas.ts'
import { idInput } from '../../http/fields/text.ts'
import { userCall } from './user-call.ts'

const IDS_MAX = 100 // as a page of the admin API has users

export const getUsers = userCall({
  name: 'getUsers',
  scope: 'read',
  input: v.object({
    ids: v.pipe(v.array(idInput, 'must be a list of ids'), v.maxLength(IDS_MAX, `must be at most ${IDS_MAX}`)),
  }),
  act: async (ctx, { ids }) => (await readUsers(ctx, ids)).map(presentAdminUserItem),
})
