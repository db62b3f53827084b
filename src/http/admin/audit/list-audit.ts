import { Hono } from 'hono/tiny'
import { listAudit } from '../../../domain/operations/audit/list-audit.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { query } from '../../middleware/query.ts'
import { auditItem, auditQuery, presentAuditItem } from './schemas.ts'

export const listAuditRoute = new Hono<AppEnv>().get(
  '/admin/audit',
  authenticateOperator,
  query(auditQuery),
  async (c) => {
    const { items, nextCursor } = await listAudit(c.get('ctx'), c.req.valid('query'))
    return c.json({ data: items.map(presentAuditItem), ...(nextCursor && { nextCursor }) }, 200)
  },
)

export const listAuditOperation: Operation = {
  id: 'listAudit',
  tag: 'Admin',
  summary: 'List the audit record',
  description:
    'Lists what operators did, newest first: who, what, to whom, from where, and what changed, as it was and as it is since. With both ' +
    '`userId` and `actorId`, a page may have fewer than `limit`, or none, and a `nextCursor`.',
  status: 200,
  response: { page: auditItem },
}
