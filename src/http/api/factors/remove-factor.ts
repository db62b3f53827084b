import { Hono } from 'hono/tiny'
import { removeFactor } from '../../../domain/operations/factors/remove-factor.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'

export const removeFactorRoute = new Hono<AppEnv>().delete('/users/factors/:factorId', authenticate, async (c) => {
  await removeFactor(c.get('ctx'), c.req.param('factorId'))
  return c.body(null, 204)
})

export const removeFactorOperation: Operation = {
  id: 'removeFactor',
  tag: 'Factors',
  summary: 'Delete a second factor',
  description:
    'Deletes an authenticator app, and with the last one the recovery codes. It needs a second factor of the last ten ' +
    'minutes: on `recent_second_factor_required`, step up, then repeat the call.',
  status: 204,
  problems: ['factors_not_configured', 'factor_not_found', 'recent_second_factor_required'],
}
