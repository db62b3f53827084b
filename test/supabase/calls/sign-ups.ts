import { openMailbox } from '../../support/mailbox.ts'
import { PASSWORD } from '../../support/users.ts'
import type { CallRecord } from '../support/record.ts'

export const signUps: CallRecord[] = [
  {
    sdk: 'auth.signUp',
    wire: 'POST /signup',
    arrange: async () => (by) =>
      by('/signup', { body: { email: 'robin@example.com', password: PASSWORD, data: { name: 'Robin' } } }),
    roundTrips: 1,
  },
  {
    sdk: 'auth.signUp, to be confirmed',
    wire: 'POST /signup',
    settings: { SUPABASE_AUTOCONFIRM: 'off', EMAIL: openMailbox().EMAIL },
    arrange: async () => (by) => by('/signup', { body: { email: 'robin@example.com', password: PASSWORD } }),
    roundTrips: 1,
  },
  {
    sdk: 'auth.signInAnonymously',
    wire: 'POST /signup',
    arrange: async () => (by) => by('/signup', { body: { data: { theme: 'dark' } } }),
    roundTrips: 1,
  },
]
