import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { log } from '../../lib/log.ts'
import type { AppEnv } from '../app-env.ts'

/** One line a request: never a token, an email, a body or a query string. */
export const requestLog = createMiddleware<AppEnv>(async (c, next) => {
  const start = Date.now()
  await next()
  log('info', 'request', {
    method: c.req.method,
    route: routePath(c, -1), // the pattern: a path may hold an id
    status: c.res.status,
    code: c.get('problem')?.code,
    reason: c.get('problem')?.reason,
    durationMs: Date.now() - start,
    requestId: c.get('requestId'),
    userId: c.get('userId'),
  })
})
