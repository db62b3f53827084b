import * as v from 'valibot'
import { findUserByEmail } from '../../domain/operations/users/find-user-by-email.ts'
import { presentAdminUserItem } from '../../http/admin/users/schemas.ts'
import { emailInput } from '../../http/fields/credentials.ts'
import { userCall } from './user-call.ts'

export const findByEmail = userCall({
  name: 'findByEmail',
  scope: 'read',
  input: v.object({ email: emailInput }),
  act: async (ctx, { email }) => presentAdminUserItem(await findUserByEmail(ctx, email)),
})
