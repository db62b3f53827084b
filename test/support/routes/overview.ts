import type { RouteRecord } from './record.ts'

const forAdmins = {
  needsToken: true,
  isForAdmins: true,
  success: 200,
  roundTrips: 1,
  database: 'primary',
  limits: ['LIMIT_GENERAL by session'],
  events: [],
  mails: 0,
} as const

export const overview = {
  getFigures: { route: 'GET /admin/figures', ...forAdmins },
  getSettings: { route: 'GET /admin/settings', ...forAdmins },
  getAdminHealth: { route: 'GET /admin/health', ...forAdmins },
} satisfies Record<string, RouteRecord>
