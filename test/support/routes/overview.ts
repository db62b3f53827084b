import type { RouteRecord } from './record.ts'
import { reads } from './users.ts'

export const overview = {
  getFigures: { route: 'GET /admin/figures', ...reads },
  getSettings: { route: 'GET /admin/settings', ...reads },
  getAdminHealth: { route: 'GET /admin/health', ...reads },
} satisfies Record<string, RouteRecord>
