import { Hono } from 'hono/tiny'
import { exportAccount } from '../../../domain/operations/account/export-account.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { toSessionItem } from '../sessions/session-item.ts'
import { accountExport, EXPORT_MAX_ROWS, presentAccountExport } from './schemas.ts'

export const exportAccountRoute = new Hono<AppEnv>().get(
  '/users/account/export',
  onReplica,
  authenticate,
  async (c) => {
    const ctx = c.get('ctx')
    const stored = await exportAccount(ctx, EXPORT_MAX_ROWS)
    const sessions = stored.sessions.map((session) => toSessionItem(ctx.caller, session))
    return c.json({ data: presentAccountExport({ ...stored, sessions }) }, 200)
  },
)

export const exportAccountOperation: Operation = {
  id: 'exportAccount',
  tag: 'Account',
  summary: "Export the caller's data",
  description:
    'Returns all that is stored about the caller, except secrets. On `rate_limited`, wait for as long as ' +
    '`Retry-After` says.',
  status: 200,
  response: { data: accountExport },
}
