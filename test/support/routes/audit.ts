import type { RouteRecord } from './record.ts'
import { reads } from './users.ts'

export const audit = {
  listAudit: { route: 'GET /admin/audit', ...reads },
} satisfies Record<string, RouteRecord>
