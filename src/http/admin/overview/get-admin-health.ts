import { Hono } from 'hono/tiny'
import { getAdminHealth } from '../../../domain/operations/overview/get-admin-health.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { adminHealth, presentAdminHealth } from './schemas.ts'

export const getAdminHealthRoute = new Hono<AppEnv>().get('/admin/health', authenticateOperator, async (c) =>
  c.json({ data: presentAdminHealth(await getAdminHealth(c.get('ctx'))) }, 200),
)

export const getAdminHealthOperation: Operation = {
  id: 'getAdminHealth',
  tag: 'Admin',
  summary: 'Get the health of all parts',
  description:
    'Returns how long the database took, what sends email, when the cron trigger ran last, and how many messages webhooks ' +
    'have not taken. Where the database does not respond, this fails with `unavailable`.',
  status: 200,
  response: { data: adminHealth },
}
