import { env } from 'cloudflare:workers'

interface AuditRow {
  actor_type: string
  actor_id: string
  action: string
  target_id: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** Every record of what operators did, the oldest first, with its JSON read. */
export async function auditRows(): Promise<AuditRow[]> {
  const { results } = await env.DB.prepare(
    'SELECT actor_type, actor_id, action, target_id, before, after FROM audit ORDER BY created_at',
  ).all<AuditRow & { before: string; after: string }>()
  return results.map((row) => ({ ...row, before: JSON.parse(row.before), after: JSON.parse(row.after) }))
}
