import { openMailbox } from '../../support/mailbox.ts'
import { PASSWORD } from '../../support/users.ts'
import type { CallRecord } from '../support/record.ts'

export const signUps: CallRecord[] = [
  {
    sdk: 'auth.signUp',
    wire: 'POST /signup',
    operation: 'register',
    journey: 'supabase-js',
    arrange: async () => (by) =>
      by('/signup', { body: { email: 'robin@example.com', password: PASSWORD, data: { name: 'Robin' } } }),
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.signUp, to be confirmed',
    wire: 'POST /signup',
    operation: 'signUp',
    journey: 'supabase-js',
    settings: { SUPABASE_AUTOCONFIRM: 'off', EMAIL: openMailbox().EMAIL },
    arrange: async () => (by) => by('/signup', { body: { email: 'robin@example.com', password: PASSWORD } }),
    success: 200,
    shape: 'user',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.signInAnonymously',
    wire: 'POST /signup',
    operation: 'createGuest',
    journey: 'supabase-js',
    arrange: async () => (by) => by('/signup', { body: { data: { theme: 'dark' } } }),
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
]
