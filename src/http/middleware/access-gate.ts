import { createMiddleware } from 'hono/factory'
import { requireAccess } from '../../domain/admin/require-access.ts'
import type { AppEnv } from '../app-env.ts'

/**
 * Stands before all of /admin: where ADMIN is off there is nothing, and where a gate is set, only what Cloudflare
 * Access has let through goes on. `authenticateOperator` is behind it; the console's page, which asks for no token,
 * stands behind it alone.
 */
export const accessGate = createMiddleware<AppEnv>(async (c, next) => {
  const ctx = c.get('ctx')
  if (ctx.settings.ADMIN === 'off') return c.notFound()
  await requireAccess(ctx, c.req.header('cf-access-jwt-assertion'))
  return next()
})
