import { expect } from 'vitest'
import { advance, MINUTE } from '../clock.ts'
import { call } from '../service.ts'
import { PASSWORD } from '../users.ts'
import type { Again, RouteRecord } from './record.ts'

/** Who asked twice for a mail has one, and gets another after a minute. */
const tooSoon: Again = {
  status: 429,
  code: 'rate_limited',
  proof: ({ repeat }) => {
    advance(MINUTE)
    return repeat()
  },
}

export const email = {
  sendEmailVerification: {
    route: 'POST /users/email/verification',
    needsToken: true,
    input: () => {
      advance(2 * MINUTE) // one mail a minute, and registering sent one
      return {}
    },
    success: 202,
    again: tooSoon,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_MAIL by session', 'LIMIT_MAIL_TOTAL by everyone'],
    events: [],
    mails: 1,
  },
  verifyEmail: {
    route: 'POST /users/email/verify',
    needsToken: true,
    input: async ({ user: { token }, mailbox, service }) => {
      advance(2 * MINUTE) // the code of registering may have expired
      await service('/users/email/verification', { method: 'POST', token })
      return { body: { code: mailbox.lastCode() } }
    },
    success: 200,
    again: {
      status: 400,
      code: 'code_invalid',
      proof: async ({ user: { token } }) => {
        const answer = await call('/users/profile', { token })
        expect(answer.body.data.emailVerified).toBe(true)
        return answer
      },
    },
    roundTrips: 1,
    rowsWritten: 9,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_CODE by session'],
    events: ['email_verified'],
    mails: 0,
  },
  changeEmail: {
    route: 'PUT /users/email',
    needsToken: true,
    input: () => ({ body: { email: 'new@example.com', password: PASSWORD } }),
    success: 202,
    again: tooSoon,
    roundTrips: 2,
    database: 'primary',
    limits: [
      'LIMIT_GENERAL by session',
      'LIMIT_MAIL by session', // the one that asks,
      'LIMIT_MAIL by account and IP address', // and the address that is mailed,
      'LIMIT_ADDRESS by account', // from everywhere
      'LIMIT_PASSWORD by session',
      'LIMIT_MAIL_TOTAL by everyone',
    ],
    events: ['email_change_requested'],
    mails: 1,
  },
} satisfies Record<string, RouteRecord>
