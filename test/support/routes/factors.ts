import { verifyEmail } from '../rows.ts'
import { call } from '../service.ts'
import { type Enrolled, enrol, totpNow } from '../totp.ts'
import { PASSWORD, type SignedIn } from '../users.ts'
import type { Caller, RouteRecord } from './record.ts'

/** Adds an authenticator app to the caller, who goes on with the tokens that they get. */
async function enrolCaller({ user, service }: Caller): Promise<Enrolled> {
  await verifyEmail(user._id)
  const enrolled = await enrol(user, service)
  user.token = enrolled.token
  user.refreshToken = enrolled.refreshToken
  return enrolled
}

/** The recovery codes of callers who have not used any. */
const unused = new WeakMap<SignedIn, string[]>()

/** Logs in as whoever was never shown the response to their second factor: anew. */
async function logInAnew(user: SignedIn) {
  const { body } = await call('/users/login', { body: { email: user.email, password: PASSWORD } })
  const recoveryCode = unused.get(user)?.[0]
  return call('/users/login/second-factor', { body: { challenge: body.challenge, recoveryCode } })
}

/** The secrets of callers who confirm an authenticator app. */
const secrets = new WeakMap<SignedIn, string>()

/** Logs in with it as whoever was never shown that it was confirmed. */
async function logInWithApp(user: SignedIn) {
  const { body } = await call('/users/login', { body: { email: user.email, password: PASSWORD } })
  const code = totpNow(secrets.get(user) ?? '', 1)
  return call('/users/login/second-factor', { body: { challenge: body.challenge, code } })
}

/** A challenge of a login of somebody who has a factor, and a code that answers it. */
async function askedCaller(caller: Caller) {
  const { user, service } = caller
  const { secret, recoveryCodes } = await enrolCaller(caller)
  unused.set(user, recoveryCodes)
  const { body } = await service('/users/login', { body: { email: user.email, password: PASSWORD } })
  return {
    body: {
      challenge: body.challenge,
      get code() {
        return totpNow(secret, 1)
      },
    },
  }
}

export const factors = {
  verifySecondFactor: {
    route: 'POST /users/login/second-factor',
    needsToken: false,
    input: askedCaller,
    success: 200,
    again: {
      status: 400,
      code: 'challenge_invalid',
      proof: ({ user }) => logInAnew(user),
    },
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_LOGIN by IP address', 'LIMIT_CODE by account and IP address'],
    events: ['logged_in'],
    mails: 1,
  },
  listFactors: {
    route: 'GET /users/factors',
    needsToken: true,
    input: async (caller) => {
      await enrolCaller(caller)
      return {}
    },
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  addTotpFactor: {
    route: 'POST /users/factors/totp',
    needsToken: true,
    input: () => ({ body: { name: "Robin's phone" } }),
    success: 201,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_ACCOUNT by session'],
    events: [],
    mails: 0,
  },
  confirmTotpFactor: {
    route: 'POST /users/factors/totp/confirm',
    needsToken: true,
    input: async ({ user, service }) => {
      await verifyEmail(user._id)
      const { body } = await service('/users/factors/totp', { token: user.token, body: {} })
      const { factorId, secret } = body.data
      secrets.set(user, secret)
      return {
        body: {
          factorId,
          get code() {
            return totpNow(secret)
          },
        },
      }
    },
    success: 200,
    again: {
      status: 401,
      code: 'session_ended',
      proof: ({ user }) => logInWithApp(user),
    },
    roundTrips: 2,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_CODE by session'],
    events: ['factor_added'],
    mails: 1,
  },
  createFactorChallenge: {
    route: 'POST /users/factors/challenge',
    needsToken: true,
    input: async (caller) => {
      await enrolCaller(caller)
      return {}
    },
    success: 200,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  removeFactor: {
    route: 'DELETE /users/factors/:factorId',
    needsToken: true,
    input: async (caller) => {
      const { factorId } = await enrolCaller(caller)
      return { params: { factorId } }
    },
    success: 204,
    again: { status: 404, code: 'factor_not_found', proof: ({ user: { token } }) => call('/users/factors', { token }) },
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: ['factor_removed'],
    mails: 1,
  },
  createRecoveryCodes: {
    route: 'POST /users/recovery-codes',
    needsToken: true,
    input: async (caller) => {
      await enrolCaller(caller)
      return {}
    },
    success: 201,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_ACCOUNT by session'],
    events: ['recovery_codes_made'],
    mails: 1,
  },
} satisfies Record<string, RouteRecord>
