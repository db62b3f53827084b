import { openMailbox } from '../../support/mailbox.ts'
import { google } from '../../support/providers.ts'
import { PASSWORD } from '../../support/users.ts'
import { asUser, signUp } from '../support/face.ts'
import type { CallRecord } from '../support/record.ts'

const NEW_PASSWORD = 'another horse battery staple'

export const user: CallRecord[] = [
  {
    sdk: 'auth.getUser',
    wire: 'GET /user',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => asUser(by, bearer)('/user')
    },
    roundTrips: 1,
    worksWhileDue: true,
  },
  {
    sdk: 'auth.updateUser({ data })',
    wire: 'PUT /user',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => asUser(by, bearer)('/user', { method: 'PUT', body: { data: { theme: 'dark' } } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.updateUser({ password })',
    wire: 'PUT /user',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => asUser(by, bearer)('/user', { method: 'PUT', body: { password: NEW_PASSWORD } })
    },
    roundTrips: 2, // whose password it is to be is read before one is hashed
  },
  {
    sdk: 'auth.updateUser({ password, current_password })',
    wire: 'PUT /user',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      const body = { password: NEW_PASSWORD, current_password: PASSWORD }
      return (by) => asUser(by, bearer)('/user', { method: 'PUT', body })
    },
    roundTrips: 2,
  },
  {
    sdk: 'auth.reauthenticate',
    wire: 'GET /reauthenticate',
    settings: { EMAIL: openMailbox().EMAIL },
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => asUser(by, bearer)('/reauthenticate')
    },
    roundTrips: 2, // a code is bound to the address, which is read first
  },
  {
    sdk: 'auth.unlinkIdentity',
    wire: 'DELETE /user/identities/{identity_id}',
    settings: { SUPABASE_MANUAL_LINKING: 'on' },
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      const body = { provider: 'google', id_token: await google.idToken(), link_identity: true }
      const linked = await face('/token?grant_type=id_token', { bearer, body })
      const { identity_id: id } = linked.body.user.identities.find(
        ({ provider }: { provider: string }) => provider === 'google',
      )
      return (by) => asUser(by, bearer)(`/user/identities/${id}`, { method: 'DELETE' })
    },
    roundTrips: 1,
  },
]
