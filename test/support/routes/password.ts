import { call } from '../service.ts'
import { PASSWORD, type SignedIn } from '../users.ts'
import type { RouteRecord } from './record.ts'

const NEW_PASSWORD = 'another horse battery staple'

const loginWithNewPassword = ({ user: { email } }: { user: SignedIn }) =>
  call('/users/login', { body: { email, password: NEW_PASSWORD } })

export const password = {
  changePassword: {
    route: 'PUT /users/password',
    needsToken: true,
    input: () => ({ body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD } }),
    success: 200,
    again: { status: 401, code: 'session_ended', proof: loginWithNewPassword },
    roundTrips: 2,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_PASSWORD by session'],
    events: ['password_changed'],
    mails: 0, // the address is not verified
  },
  forgotPassword: {
    route: 'POST /users/password/forgot',
    needsToken: false,
    input: ({ user: { email } }) => ({ body: { email } }),
    success: 202,
    roundTrips: 1,
    rowsWritten: 5,
    database: 'primary',
    limits: [
      'LIMIT_GENERAL by IP address',
      'LIMIT_MAIL by account and IP address',
      'LIMIT_ADDRESS by account',
      'LIMIT_MAIL_TOTAL by everyone', // the address is not verified
    ],
    events: ['password_reset_requested'],
    mails: 1,
  },
  resetPassword: {
    route: 'POST /users/password/reset',
    needsToken: false,
    input: async ({ user: { email }, mailbox, service }) => {
      await service('/users/password/forgot', { body: { email } })
      return { body: { email, code: mailbox.lastCode(), password: NEW_PASSWORD } }
    },
    success: 200,
    again: { status: 400, code: 'code_invalid', proof: loginWithNewPassword },
    roundTrips: 1,
    rowsWritten: 14,
    database: 'primary',
    limits: ['LIMIT_LOGIN by IP address', 'LIMIT_CODE by account and IP address', 'LIMIT_ADDRESS by account'],
    events: ['password_reset'],
    mails: 1,
  },
} satisfies Record<string, RouteRecord>
