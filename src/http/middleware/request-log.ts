import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { log } from '../../lib/log.ts'
import type { AppEnv } from '../app-env.ts'

/** One line a request: never a token, an email, a body or a query string. */
export const requestLog = createMiddleware<AppEnv>(async (c, next) => {
  const start = Date.now()
  await next()
  log('info', 'request', {
    method: c.req.method,
    route: routeOf(c),
    status: c.res.status,
    code: c.get('problem')?.code,
    reason: c.get('problem')?.reason,
    durationMs: Date.now() - start,
    requestId: c.get('requestId'),
    userId: c.get('userId'),
  })
})

/**
 * The pattern of the route that served, since a path may hold an id: the first that matches and is not for every path, as
 * `/users/login/code` comes before `/users/login/:provider`.
 */
function routeOf(c: Context<AppEnv>): string | undefined {
  const routes = matchedRoutes(c)
  return c.get('route') ?? (routes.find(({ path }) => !path.includes('*')) ?? routes.at(-1))?.path
}
