import { call } from '../service.ts'
import type { RouteRecord } from './record.ts'

export const sessions = {
  refreshToken: {
    route: 'POST /users/token/refresh',
    needsToken: false,
    input: ({ user: { refreshToken } }) => ({ body: { refreshToken } }),
    success: 200,
    roundTrips: 1,
    rowsWritten: 2,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  logout: {
    route: 'POST /users/logout',
    needsToken: true,
    success: 204,
    afterSession: 204,
    roundTrips: 1,
    rowsWritten: 4,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: ['logged_out'],
    mails: 0,
  },
  listSessions: {
    route: 'GET /users/sessions',
    needsToken: true,
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_ACCOUNT by session'],
    events: [],
    mails: 0,
  },
  endSession: {
    route: 'DELETE /users/sessions/:sessionId',
    needsToken: true,
    input: async ({ user: { token }, service }) => {
      const { body } = await service('/users/sessions', { token })
      return { params: { sessionId: body.data[0]._id } }
    },
    success: 204,
    again: { status: 401, code: 'session_ended', proof: () => call('/health') }, // it was the caller's own
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: ['session_ended'],
    mails: 0,
  },
  endOtherSessions: {
    route: 'DELETE /users/sessions',
    needsToken: true,
    success: 204,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_ACCOUNT by session'],
    events: ['other_sessions_ended'],
    mails: 0,
  },
} satisfies Record<string, RouteRecord>
