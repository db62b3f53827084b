import { google } from '../../support/providers.ts'
import { asUser, signUp } from '../support/face.ts'
import type { CallRecord } from '../support/record.ts'

export const sessions: CallRecord[] = [
  {
    sdk: 'auth.signInWithPassword',
    wire: 'POST /token?grant_type=password',
    operation: 'login',
    journey: 'supabase-js',
    arrange: async (face) => {
      const { email, password } = await signUp(face)
      return (by) => by('/token?grant_type=password', { body: { email, password } })
    },
    success: 200,
    shape: 'session',
    roundTrips: 2,
    needsToken: false,
  },
  {
    sdk: 'auth.refreshSession',
    wire: 'POST /token?grant_type=refresh_token',
    operation: 'refreshToken',
    journey: 'supabase-js',
    arrange: async (face) => {
      const { session } = await signUp(face)
      return (by) => by('/token?grant_type=refresh_token', { body: { refresh_token: session.refresh_token } })
    },
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.signInWithIdToken',
    wire: 'POST /token?grant_type=id_token',
    operation: 'loginWithProvider',
    journey: 'supabase-js',
    arrange: async () => {
      const body = { provider: 'google', id_token: await google.idToken() }
      return (by) => by('/token?grant_type=id_token', { body })
    },
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.linkIdentity',
    wire: 'POST /token?grant_type=id_token',
    operation: 'linkIdentity',
    journey: 'supabase-js',
    settings: { SUPABASE_MANUAL_LINKING: 'on' },
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      const body = { provider: 'google', id_token: await google.idToken(), link_identity: true }
      return (by) => by('/token?grant_type=id_token', { bearer, body })
    },
    success: 200,
    shape: 'session',
    roundTrips: 2, // the tokens of the session are read after the link is made
    needsToken: true,
  },
  ...(['global', 'local', 'others'] as const).map(
    (scope): CallRecord => ({
      sdk: `auth.signOut({ scope: '${scope}' })`,
      wire: `POST /logout?scope=${scope}`,
      operation: { global: 'endAllSessions', local: 'logout', others: 'endOtherSessions' }[scope],
      journey: 'supabase-js',
      arrange: async (face) => {
        const { bearer } = await signUp(face)
        return (by) => asUser(by, bearer)(`/logout?scope=${scope}`, { method: 'POST' })
      },
      success: 204,
      shape: 'nothing',
      roundTrips: 1,
      needsToken: true,
    }),
  ),
]
