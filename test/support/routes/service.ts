import type { RouteRecord } from './record.ts'

const forEverybody = {
  needsToken: false,
  success: 200,
  roundTrips: 0,
  database: 'none',
  limits: [], // it costs no database
  events: [],
  mails: 0,
  isCacheable: true,
} as const

export const service = {
  getHealth: {
    route: 'GET /health',
    needsToken: false,
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by IP address'],
    events: [],
    mails: 0,
  },
  getJwks: { route: 'GET /.well-known/jwks.json', ...forEverybody },
  getOpenidConfiguration: { route: 'GET /.well-known/openid-configuration', ...forEverybody },
  getOpenapiDocument: { route: 'GET /openapi.json', ...forEverybody },
} satisfies Record<string, RouteRecord>
