import { google } from '../providers.ts'
import { call } from '../service.ts'
import type { Caller, RouteRecord } from './record.ts'

const linkGoogle = async ({ user: { token }, service }: Caller) =>
  service('/users/identities/google', { token, body: { idToken: await google.idToken() } })

export const identities = {
  listIdentities: {
    route: 'GET /users/identities',
    needsToken: true,
    input: async (caller) => {
      await linkGoogle(caller)
      return {}
    },
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  linkIdentity: {
    route: 'POST /users/identities/:provider',
    needsToken: true,
    input: async () => ({ params: { provider: 'google' }, body: { idToken: await google.idToken() } }),
    success: 200,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: ['identity_linked'],
    mails: 0,
  },
  unlinkIdentity: {
    route: 'DELETE /users/identities/:provider',
    needsToken: true,
    input: async (caller) => {
      await linkGoogle(caller)
      return { params: { provider: 'google' } }
    },
    success: 204,
    again: { status: 404, code: 'identity_not_found', proof: () => call('/health') },
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: ['identity_unlinked'],
    mails: 0,
  },
} satisfies Record<string, RouteRecord>
