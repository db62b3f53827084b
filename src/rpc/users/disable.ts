import * as v from 'valibot'
import { disableUser } from '../../domain/operations/users/disable-user.ts'
import { disabling } from '../../http/admin/users/inputs.ts'
import { presentAdminUser } from '../../http/admin/users/schemas.ts'
import { idInput } from '../../http/fields/text.ts'
import { userCall } from './user-call.ts'

export const disable = userCall({
  name: 'disable',
  scope: 'write',
  input: v.object({
    id: idInput,
    options: v.pipe(
      v.unknown(),
      v.check((options) => !Array.isArray(options), 'must be an object'), // which a list is for the schema
      v.optional(disabling, {}),
    ),
  }),
  act: async (ctx, { id, options }) => presentAdminUser(await disableUser(ctx, id, options)),
})
