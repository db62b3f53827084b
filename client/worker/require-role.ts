import type { MiddlewareHandler } from 'hono'
import { problemResponse, ROLE_REQUIRED } from './problem-response.ts'
import type { UserVariables } from './require-user.ts'

/** Lets on only users who have a role, as `requireUser`, which stands before it, has learned. */
export function requireRole(role: string): MiddlewareHandler<{ Variables: UserVariables }> {
  return async (c, next) => {
    const user: UserVariables['user'] | undefined = c.get('user')
    if (!user) throw new TypeError('requireRole stands after requireUser')
    return user.roles.includes(role) ? next() : problemResponse(c, ROLE_REQUIRED)
  }
}
