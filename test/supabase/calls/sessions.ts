import { signUp } from '../support/face.ts'
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
]
