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
    operation: 'getAccount',
    journey: 'supabase-js',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => asUser(by, bearer)('/user')
    },
    success: 200,
    shape: 'user',
    roundTrips: 1,
    needsToken: true,
  },
  {
    sdk: 'auth.updateUser({ data })',
    wire: 'PUT /user',
    operation: 'updateProfile',
    journey: 'supabase-js',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => asUser(by, bearer)('/user', { method: 'PUT', body: { data: { theme: 'dark' } } })
    },
    success: 200,
    shape: 'user',
    roundTrips: 1,
    needsToken: true,
  },
  {
    sdk: 'auth.updateUser({ password })',
    wire: 'PUT /user',
    operation: 'setPassword',
    journey: 'supabase-js',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => asUser(by, bearer)('/user', { method: 'PUT', body: { password: NEW_PASSWORD } })
    },
    success: 200,
    shape: 'user',
    roundTrips: 2, // whose password it is to be is read before one is hashed
    needsToken: true,
  },
  {
    sdk: 'auth.updateUser({ password, current_password })',
    wire: 'PUT /user',
    operation: 'setPassword',
    journey: 'supabase-js',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      const body = { password: NEW_PASSWORD, current_password: PASSWORD }
      return (by) => asUser(by, bearer)('/user', { method: 'PUT', body })
    },
    success: 200,
    shape: 'user',
    roundTrips: 2,
    needsToken: true,
  },
  {
    sdk: 'auth.reauthenticate',
    wire: 'GET /reauthenticate',
    operation: 'requestReauthentication',
    journey: 'supabase-js',
    settings: { EMAIL: openMailbox().EMAIL },
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => asUser(by, bearer)('/reauthenticate')
    },
    success: 200,
    shape: 'empty',
    roundTrips: 2, // a code is bound to the address, which is read first
    needsToken: true,
  },
  {
    sdk: 'auth.unlinkIdentity',
    wire: 'DELETE /user/identities/{identity_id}',
    operation: 'unlinkIdentity',
    journey: 'supabase-js',
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
    success: 200,
    shape: 'empty',
    roundTrips: 1,
    needsToken: true,
  },
]
