import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../context.ts'
import { exportAccount } from '../../domain/account/export-account.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { accountExport, presentAccountExport } from '../../schemas/account.ts'
import { data, operation } from '../operation.ts'

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
