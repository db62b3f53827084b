import { Hono } from 'hono/tiny'
import { exportUser } from '../../../domain/operations/users/export-user.ts'
import { accountExport, EXPORT_MAX_ROWS, presentAccountExport } from '../../api/account/schemas.ts'
import type { Operation } from '../../api/operation.ts'
import { toSessionItem } from '../../api/sessions/session-item.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'

export const exportUserRoute = new Hono<AppEnv>().get(
  '/admin/users/:userId/export',
  authenticateOperator,
  async (c) => {
    const stored = await exportUser(c.get('ctx'), c.req.param('userId'), EXPORT_MAX_ROWS)
    const sessions = stored.sessions.map((session) => toSessionItem(undefined, session))
    return c.json({ data: presentAccountExport({ ...stored, sessions }) }, 200)
  },
)

export const exportUserOperation: Operation = {
  id: 'exportUser',
  tag: 'Admin',
  summary: "Export a user's data",
  description:
    'Returns all that is stored about a user, except secrets: what they get when they export it themselves. The audit record says who took it.',
  status: 200,
  response: { data: accountExport },
  problems: ['user_not_found'],
}
