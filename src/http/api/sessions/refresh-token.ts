import { Hono } from 'hono/tiny'
import { refreshToken } from '../../../domain/operations/sessions/refresh-token.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { data, operation } from '../operation.ts'
import { presentTokenPair, refreshRequest, tokenPair } from './schemas.ts'

export const refreshTokenRoute = new Hono<AppEnv>().post(
  '/users/token/refresh',
  operation({
    id: 'refreshToken',
    tag: 'Sessions',
    summary: 'Trade a refresh token for new tokens',
    status: 200,
    answer: data(tokenPair),
    problems: ['token_invalid', 'token_expired', 'session_ended', 'refresh_reused', 'account_disabled', 'rate_limited'],
  }),
  body(refreshRequest),
  async (c) => {
    const input = c.req.valid('json')
    const tokens = await refreshToken(c.get('ctx'), input.refreshToken)
    return c.json({ data: presentTokenPair(tokens) }, 200)
  },
)
