import type { CallRecord } from '../support/record.ts'

export const service: CallRecord[] = [
  {
    sdk: 'GET /settings',
    wire: 'GET /settings',
    operation: 'none',
    journey: 'supabase-js',
    arrange: async () => (by) => by('/settings'),
    success: 200,
    shape: 'settings',
    roundTrips: 0,
    needsToken: false,
  },
  {
    sdk: 'GET /health',
    wire: 'GET /health',
    operation: 'none',
    journey: 'supabase-js',
    arrange: async () => (by) => by('/health'),
    success: 200,
    shape: 'health',
    roundTrips: 0,
    needsToken: false,
  },
  {
    sdk: 'auth.getClaims',
    wire: 'GET /.well-known/jwks.json',
    operation: 'none',
    journey: 'supabase-js',
    arrange: async () => (by) => by('/.well-known/jwks.json'),
    success: 200,
    cacheControl: 'public, max-age=600',
    shape: 'keys',
    roundTrips: 0,
    needsToken: false,
  },
]
