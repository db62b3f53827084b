import { openMailbox } from '../mailbox.ts'
import { apple, sha256 } from '../providers.ts'
import { verifyEmail } from '../rows.ts'
import { call, serviceWith } from '../service.ts'
import { PASSWORD } from '../users.ts'
import type { RouteRecord } from './record.ts'

const NONCE = 'n-0S6_WzA2Mj'
const ROBIN = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }

export const signIn = {
  register: {
    route: 'POST /users/register',
    needsToken: false,
    input: () => ({ body: ROBIN }),
    success: 201,
    again: {
      status: 409,
      code: 'email_taken',
      proof: () => call('/users/login', { body: { email: ROBIN.email, password: PASSWORD } }),
    },
    roundTrips: 1,
    rowsWritten: 13,
    database: 'primary',
    limits: [
      'LIMIT_REGISTER by IP address',
      'LIMIT_MAIL by account and IP address',
      'LIMIT_ADDRESS by account',
      'LIMIT_MAIL_TOTAL by everyone',
    ],
    events: ['registered'],
    mails: 1,
  },
  login: {
    route: 'POST /users/login',
    needsToken: false,
    input: async ({ user: { _id, email } }) => {
      await verifyEmail(_id)
      return { body: { email, password: PASSWORD, deviceName: 'a new device' } } // of which the owner is told
    },
    success: 200,
    roundTrips: 2,
    rowsWritten: 9,
    database: 'primary',
    limits: ['LIMIT_LOGIN by IP address', 'LIMIT_PASSWORD by account and IP address'],
    events: ['logged_in'],
    mails: 1,
  },
  sendLoginCode: {
    route: 'POST /users/login/code',
    needsToken: false,
    input: ({ user: { email } }) => ({ body: { email } }),
    success: 202,
    roundTrips: 1,
    rowsWritten: 2,
    database: 'primary',
    limits: [
      'LIMIT_GENERAL by IP address',
      'LIMIT_MAIL by account and IP address',
      'LIMIT_ADDRESS by account',
      'LIMIT_MAIL_TOTAL by everyone', // the address is not verified
    ],
    events: [],
    mails: 1,
  },
  loginWithCode: {
    route: 'POST /users/login/code/verify',
    needsToken: false,
    input: async ({ user: { _id, email }, mailbox, service }) => {
      await verifyEmail(_id)
      await service('/users/login/code', { body: { email } })
      return { body: { email, code: mailbox.lastCode(), deviceName: 'a new device' } } // of which the owner is told
    },
    success: 200,
    again: {
      status: 400,
      code: 'code_invalid',
      proof: ({ user: { email } }) =>
        serviceWith({ EMAIL: openMailbox().EMAIL })('/users/login/code', { body: { email } }), // they get another
    },
    roundTrips: 1,
    rowsWritten: 11,
    database: 'primary',
    limits: ['LIMIT_LOGIN by IP address', 'LIMIT_CODE by account and IP address', 'LIMIT_ADDRESS by account'],
    events: ['logged_in'],
    mails: 1,
  },
  loginWithProvider: {
    route: 'POST /users/login/:provider',
    needsToken: false,
    input: async () => ({
      params: { provider: 'apple' },
      body: { idToken: await apple.idToken({ nonce: await sha256(NONCE) }), nonce: NONCE, name: 'Robin' },
    }),
    success: 200,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by IP address', 'LIMIT_LOGIN by IP address', 'LIMIT_PASSWORD by account and IP address'],
    events: ['registered', 'logged_in'],
    mails: 0,
  },
} satisfies Record<string, RouteRecord>
