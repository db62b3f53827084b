import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../../domain/context.ts'
import { exportAccount } from '../../../domain/operations/account/export-account.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { data, operation } from '../operation.ts'
import { accountExport, presentAccountExport } from './schemas.ts'

export const exportAccountRoute = new Hono<AppEnv>().get(
  '/users/account/export',
  operation({
    id: 'exportAccount',
    tag: 'Account',
    summary: 'All that is stored about the caller, without secrets',
    status: 200,
    answer: data(accountExport),
  }),
  authenticate,
  async (c) => {
    const stored = await exportAccount(c.get('ctx'))
    return c.json({ data: presentAccountExport(stored) }, 200)
  },
)
