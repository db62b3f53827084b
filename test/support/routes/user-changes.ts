import { addPasskey } from '../passkeys.ts'
import { call } from '../service.ts'
import { sessionOf } from '../session-of.ts'
import { enrol } from '../totp.ts'
import { registerUser } from '../users.ts'
import type { Caller, RouteRecord } from './record.ts'
import { somebodyElse } from './users.ts'

/** Somebody else than the admin who calls, with their tokens. */
const somebodySignedIn = ({ service }: Caller) => registerUser({ email: 'else@example.com', name: 'Somebody' }, service)

const repeatable = { needsToken: true, isForAdmins: true, roundTrips: 1, database: 'primary', mails: 0 } as const
const limits = ['LIMIT_GENERAL by session'] as const

/** For who was never shown the first response: the user is as they wanted. */
const seeUser = ({ user: { token } }: { user: { token: string } }) => call('/users/profile', { token })

export const userChanges = {
  createUser: {
    ...repeatable,
    route: 'POST /admin/users',
    input: () => ({ body: { email: 'made@example.com', name: 'Robin', roles: ['editor'], invite: true } }),
    success: 201,
    again: { status: 409, code: 'email_taken', proof: seeUser },
    limits,
    events: ['registered'],
    mails: 1,
  },
  updateUser: {
    ...repeatable,
    route: 'PATCH /admin/users/:userId',
    input: async (caller) => ({
      params: await somebodyElse(caller),
      body: {
        name: 'Robin',
        email: 'another@example.com',
        roles: ['editor'],
        appMetadata: { plan: 'pro' },
        metadata: { theme: 'dark' },
      },
    }),
    success: 200,
    limits,
    events: ['profile_changed', 'email_changed', 'roles_changed', 'metadata_changed'],
    rowsWritten: 21,
  },
  disableUser: {
    ...repeatable,
    route: 'POST /admin/users/:userId/disable',
    input: async (caller) => ({ params: await somebodyElse(caller), body: { reason: 'Sends spam' } }),
    success: 200,
    limits,
    events: ['disabled', 'other_sessions_ended'],
    rowsWritten: 13,
  },
  endUserSessions: {
    ...repeatable,
    route: 'DELETE /admin/users/:userId/sessions',
    input: async (caller) => ({ params: await somebodyElse(caller) }),
    success: 204,
    limits,
    events: ['other_sessions_ended'],
  },
  endUserSession: {
    ...repeatable,
    route: 'DELETE /admin/users/:userId/sessions/:sessionId',
    input: async (caller) => {
      const { _id: userId, token } = await somebodySignedIn(caller)
      return { params: { userId, sessionId: sessionOf(token) } }
    },
    success: 204,
    again: { status: 404, code: 'session_not_found', proof: seeUser },
    limits,
    events: ['session_ended'],
  },
  removeUserFactor: {
    ...repeatable,
    route: 'DELETE /admin/users/:userId/factors/:factorId',
    input: async (caller) => {
      const user = await somebodySignedIn(caller)
      const { factorId } = await enrol(user, caller.service)
      return { params: { userId: user._id, factorId } }
    },
    success: 204,
    again: { status: 404, code: 'factor_not_found', proof: seeUser },
    limits,
    events: ['factor_removed', 'other_sessions_ended'],
  },
  removeUserPasskey: {
    ...repeatable,
    route: 'DELETE /admin/users/:userId/passkeys/:passkeyId',
    input: async (caller) => {
      const { _id: userId, token } = await somebodySignedIn(caller)
      const { id: passkeyId } = await addPasskey(token, caller.service)
      return { params: { userId, passkeyId } }
    },
    success: 204,
    again: { status: 404, code: 'passkey_not_found', proof: seeUser },
    limits,
    events: ['passkey_removed', 'other_sessions_ended'],
  },
  sendUserPasswordReset: {
    ...repeatable,
    route: 'POST /admin/users/:userId/password-reset',
    input: async (caller) => ({ params: await somebodyElse(caller) }),
    success: 202,
    again: { status: 429, code: 'rate_limited', proof: seeUser },
    roundTrips: 2,
    limits: ['LIMIT_GENERAL by session', 'LIMIT_MAIL_TOTAL by everyone'],
    events: ['password_reset_requested'],
    mails: 1,
  },
  deleteUser: {
    ...repeatable,
    route: 'DELETE /admin/users/:userId',
    input: async (caller) => ({ params: await somebodyElse(caller) }),
    success: 204,
    again: { status: 404, code: 'user_not_found', proof: seeUser },
    limits,
    events: [],
  },
} satisfies Record<string, RouteRecord>
