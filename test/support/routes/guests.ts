import { makeGuest } from '../rows.ts'
import { call } from '../service.ts'
import { PASSWORD } from '../users.ts'
import type { RouteRecord } from './record.ts'

export const guests = {
  createGuest: {
    route: 'POST /users/guest',
    needsToken: false,
    input: () => ({ body: { name: 'Robin' } }),
    success: 201,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_REGISTER by IP address'],
    events: ['guest_created'],
    mails: 0,
  },
  upgradeGuest: {
    route: 'POST /users/guest/upgrade',
    needsToken: true,
    input: async ({ user }) => {
      await makeGuest(user._id)
      return { body: { email: 'robin@example.com', password: PASSWORD } }
    },
    success: 200,
    again: {
      status: 409,
      code: 'guest_only',
      proof: ({ user }) => call('/users/profile', { token: user.token }),
    },
    roundTrips: 1,
    database: 'primary',
    limits: [
      'LIMIT_GENERAL by session',
      'LIMIT_PASSWORD by session',
      'LIMIT_MAIL by account and IP address',
      'LIMIT_ADDRESS by account',
      'LIMIT_MAIL_TOTAL by everyone',
    ],
    events: ['guest_upgraded'],
    mails: 1,
  },
} satisfies Record<string, RouteRecord>
