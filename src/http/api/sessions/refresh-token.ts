import { Hono } from 'hono/tiny'
import { refreshToken } from '../../../domain/operations/sessions/refresh-token.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { presentTokenPair, refreshRequest, tokenPair } from './schemas.ts'

export const refreshTokenRoute = new Hono<AppEnv>().post('/users/token/refresh', body(refreshRequest), async (c) => {
  const input = c.req.valid('json')
  const tokens = await refreshToken(c.get('ctx'), input.refreshToken)
  return c.json({ data: presentTokenPair(tokens) }, 200)
})

export const refreshTokenOperation: Operation = {
  id: 'refreshToken',
  tag: 'Sessions',
  summary: 'Refresh tokens',
  description:
    'Needs a refresh token and replaces it: keep both tokens of the response. A refresh token that was replaced ' +
    'before may have been stolen, so it ends the session (`refresh_reused`). After any 401, ask the user to log ' +
    'in again.',
  status: 200,
  response: { data: tokenPair },
  problems: ['token_invalid', 'token_expired', 'session_ended', 'refresh_reused', 'account_disabled', 'rate_limited'],
  hooks: ['tokenClaims'],
}
