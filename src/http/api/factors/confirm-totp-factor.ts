import { Hono } from 'hono/tiny'
import { confirmTotpFactor } from '../../../domain/operations/factors/confirm-totp-factor.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate, TOKEN_HEADER } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { confirmedFactor, factorConfirmation, presentConfirmedFactor } from './schemas.ts'

export const confirmTotpFactorRoute = new Hono<AppEnv>().post(
  '/users/factors/totp/confirm',
  authenticate,
  body(factorConfirmation),
  async (c) => {
    const { recoveryCodes, tokens } = await confirmTotpFactor(c.get('ctx'), c.req.valid('json'))
    c.header(TOKEN_HEADER, tokens.token) // for clients that only keep what comes in this header
    return c.json({ data: presentConfirmedFactor({ recoveryCodes, ...tokens }) }, 200)
  },
)

export const confirmTotpFactorOperation: Operation = {
  id: 'confirmTotpFactor',
  tag: 'Factors',
  summary: 'Confirm an authenticator app',
  description:
    'Needs a code of the authenticator app: from now on every login asks for one, and other sessions have to step up. The ' +
    'response has the tokens of a session that replaces this one and, with the first factor, ten recovery codes, which are never ' +
    'shown again.',
  status: 200,
  response: { data: confirmedFactor },
  problems: [
    'factors_not_configured',
    'factor_not_found',
    'factor_confirmed',
    'code_invalid',
    'recent_login_required',
    'recent_second_factor_required',
    'rate_limited',
  ],
  hooks: ['tokenClaims'],
}
