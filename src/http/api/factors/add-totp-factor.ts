import { Hono } from 'hono/tiny'
import { addTotpFactor } from '../../../domain/operations/factors/add-totp-factor.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { begunFactor, newTotpFactor, presentBegunFactor } from './schemas.ts'

export const addTotpFactorRoute = new Hono<AppEnv>().post(
  '/users/factors/totp',
  authenticate,
  body(newTotpFactor),
  async (c) => {
    const begun = await addTotpFactor(c.get('ctx'), c.req.valid('json'))
    return c.json({ data: presentBegunFactor(begun) }, 201)
  },
)

export const addTotpFactorOperation: Operation = {
  id: 'addTotpFactor',
  tag: 'Factors',
  summary: 'Add an authenticator app',
  description:
    'Makes a secret for an authenticator app (TOTP, RFC 6238), which is not asked for until it is confirmed. It needs a ' +
    'login of the last ten minutes: on `recent_login_required`, ask the user to log in, then repeat the call.',
  status: 201,
  response: { data: begunFactor },
  problems: [
    'factors_not_configured',
    'recent_login_required',
    'recent_second_factor_required',
    'too_many_factors',
    'rate_limited',
  ],
}
