import { Hono } from 'hono/tiny'
import { logout } from '../../../domain/operations/sessions/logout.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { operation } from '../operation.ts'

export const logoutRoute = new Hono<AppEnv>().post(
  '/users/logout',
  operation({ id: 'logout', tag: 'Sessions', summary: "End the caller's session and its tokens", status: 204 }),
  authenticate,
  async (c) => {
    await logout(c.get('ctx'))
    return c.body(null, 204)
  },
)
