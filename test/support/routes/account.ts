import { call } from '../service.ts'
import { PASSWORD } from '../users.ts'
import type { RouteRecord } from './record.ts'

export const account = {
  exportAccount: {
    route: 'GET /users/account/export',
    needsToken: true,
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_ACCOUNT by session'],
    events: [],
    mails: 0,
  },
  deleteAccount: {
    route: 'DELETE /users/account',
    needsToken: true,
    input: () => ({ body: { password: PASSWORD } }),
    success: 204,
    again: { status: 401, code: 'session_ended', proof: () => call('/health') },
    roundTrips: 2,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_PASSWORD by session'],
    events: [],
    mails: 0,
  },
  listActivity: {
    route: 'GET /users/activity',
    needsToken: true,
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
} satisfies Record<string, RouteRecord>
