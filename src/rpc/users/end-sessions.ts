import * as v from 'valibot'
import { endUserSessions } from '../../domain/operations/users/end-user-sessions.ts'
import { idInput } from '../../http/fields/text.ts'
import { userCall } from './user-call.ts'

export const endSessions = userCall({
  name: 'endSessions',
  scope: 'write',
  input: v.object({ id: idInput }),
  async act(ctx, { id }) {
    await endUserSessions(ctx, id)
    return null
  },
})
