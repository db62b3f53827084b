import { makePasskey } from '../authenticator.ts'
import { addPasskey, passkeyLogin } from '../passkeys.ts'
import { verifyEmail } from '../rows.ts'
import { call } from '../service.ts'
import type { Caller, RouteRecord } from './record.ts'

async function newPasskey({ user: { token }, service }: Caller) {
  const { body } = await service('/users/passkeys/options', { method: 'POST', token })
  const { credential } = await makePasskey(body.data.options)
  return { challengeId: body.data.challengeId, credential }
}

const passkeyOf = async ({ user: { token }, service }: Caller) => addPasskey(token, service)

export const passkeys = {
  getPasskeyLoginOptions: {
    route: 'POST /users/login/passkey/options',
    needsToken: false,
    success: 200,
    roundTrips: 1,
    rowsWritten: 3,
    database: 'primary',
    limits: ['LIMIT_LOGIN by IP address'],
    events: [],
    mails: 0,
  },
  loginWithPasskey: {
    route: 'POST /users/login/passkey',
    needsToken: false,
    input: async (caller) => {
      const passkey = await passkeyOf(caller)
      return { body: await passkeyLogin(passkey, {}, caller.service) }
    },
    success: 200,
    again: {
      status: 401,
      code: 'passkey_invalid',
      proof: () => call('/users/login/passkey/options', { method: 'POST' }),
    },
    roundTrips: 2,
    database: 'primary',
    limits: ['LIMIT_LOGIN by IP address'],
    events: ['logged_in'],
    mails: 0,
  },
  getPasskeyOptions: {
    route: 'POST /users/passkeys/options',
    needsToken: true,
    success: 200,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_PASSWORD by session'],
    events: [],
    mails: 0,
  },
  addPasskey: {
    route: 'POST /users/passkeys',
    needsToken: true,
    input: async (caller) => {
      await verifyEmail(caller.user._id)
      return { body: await newPasskey(caller) }
    },
    success: 201,
    again: {
      status: 409,
      code: 'passkey_exists',
      proof: ({ user: { token } }) => call('/users/passkeys', { token }),
    },
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: ['passkey_added'],
    mails: 1,
  },
  listPasskeys: {
    route: 'GET /users/passkeys',
    needsToken: true,
    input: async (caller) => {
      await passkeyOf(caller)
      return {}
    },
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  renamePasskey: {
    route: 'PATCH /users/passkeys/:passkeyId',
    needsToken: true,
    input: async (caller) => {
      const { id } = await passkeyOf(caller)
      return { params: { passkeyId: id }, body: { name: 'My phone' } }
    },
    success: 200,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  removePasskey: {
    route: 'DELETE /users/passkeys/:passkeyId',
    needsToken: true,
    input: async (caller) => {
      const { id } = await passkeyOf(caller)
      return { params: { passkeyId: id } }
    },
    success: 204,
    again: { status: 404, code: 'passkey_not_found', proof: () => call('/health') },
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: ['passkey_removed'],
    mails: 0,
  },
} satisfies Record<string, RouteRecord>
