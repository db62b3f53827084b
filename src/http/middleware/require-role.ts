import { createMiddleware } from 'hono/factory'
import { requireCallersRole } from '../../domain/proofs/require-callers-role.ts'
import type { AppEnv, CallerEnv } from '../app-env.ts'
import { documented } from '../openapi/documented.ts'

/**
 * Lets on only callers who have a role, as the database says at that moment, whatever their token says. It stands after
 * `authenticate`, and costs one round trip. Behind `onReplica` the database may be some seconds behind.
 */
export const requireRole = (role: string) =>
  documented(
    { 'x-problems': ['role_required'] },
    createMiddleware<AppEnv & CallerEnv>(async (c, next) => {
      await requireCallersRole(c.get('ctx'), role)
      await next()
    }),
  )
