import { google } from '../../support/providers.ts'
import { asUser, signUp } from '../support/face.ts'
import type { CallRecord } from '../support/record.ts'

export const sessions: CallRecord[] = [
  {
    sdk: 'auth.signInWithPassword',
    wire: 'POST /token?grant_type=password',
    arrange: async (face) => {
      const { email, password } = await signUp(face)
      return (by) => by('/token?grant_type=password', { body: { email, password } })
    },
    roundTrips: 2,
  },
  {
    sdk: 'auth.refreshSession',
    wire: 'POST /token?grant_type=refresh_token',
    arrange: async (face) => {
      const { session } = await signUp(face)
      return (by) => by('/token?grant_type=refresh_token', { body: { refresh_token: session.refresh_token } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.signInWithIdToken',
    wire: 'POST /token?grant_type=id_token',
    arrange: async () => {
      const body = { provider: 'google', id_token: await google.idToken() }
      return (by) => by('/token?grant_type=id_token', { body })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.linkIdentity',
    wire: 'POST /token?grant_type=id_token',
    settings: { SUPABASE_MANUAL_LINKING: 'on' },
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      const body = { provider: 'google', id_token: await google.idToken(), link_identity: true }
      return (by) => by('/token?grant_type=id_token', { bearer, body })
    },
    roundTrips: 2, // the tokens of the session are read after the link is made
  },
  ...(['global', 'local', 'others'] as const).map(
    (scope): CallRecord => ({
      sdk: `auth.signOut({ scope: '${scope}' })`,
      wire: 'POST /logout',
      arrange: async (face) => {
        const { bearer } = await signUp(face)
        return (by) => asUser(by, bearer)(`/logout?scope=${scope}`, { method: 'POST' })
      },
      roundTrips: 1,
      ...(scope !== 'others' && { worksWhileDue: true }), // but ends only itself
    }),
  ),
]
