import { Hono } from 'hono/tiny'
import { createRecoveryCodes } from '../../../domain/operations/factors/create-recovery-codes.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'
import { recoveryCodes } from './schemas.ts'

export const createRecoveryCodesRoute = new Hono<AppEnv>().post('/users/recovery-codes', authenticate, async (c) => {
  const codes = await createRecoveryCodes(c.get('ctx'))
  return c.json({ data: { recoveryCodes: codes } }, 201)
})

export const createRecoveryCodesOperation: Operation = {
  id: 'createRecoveryCodes',
  tag: 'Factors',
  summary: 'Request new recovery codes',
  description:
    'Makes ten recovery codes, which are never shown again; the old ones are void. It needs a second factor of the last ten ' +
    'minutes: on `recent_second_factor_required`, step up, then repeat the call.',
  status: 201,
  response: { data: recoveryCodes },
  problems: ['factors_not_configured', 'factor_not_found', 'recent_second_factor_required', 'rate_limited'],
}
