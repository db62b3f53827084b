import type { CallRecord } from '../support/record.ts'

export const service: CallRecord[] = [
  {
    sdk: 'GET /settings',
    wire: 'GET /settings',
    arrange: async () => (by) => by('/settings'),
    roundTrips: 0,
  },
  {
    sdk: 'GET /health',
    wire: 'GET /health',
    arrange: async () => (by) => by('/health'),
    roundTrips: 0,
  },
  {
    sdk: 'auth.getClaims',
    wire: 'GET /.well-known/jwks.json',
    arrange: async () => (by) => by('/.well-known/jwks.json'),
    cacheControl: 'public, max-age=600',
    roundTrips: 0,
  },
]
