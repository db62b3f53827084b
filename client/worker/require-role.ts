import type { MiddlewareHandler } from 'hono'
import { AccessError } from '../access/access-error.ts'
import { refusalResponse } from '../access/problem-response.ts'
import type { UserVariables } from './require-user.ts'
import { sendProblem } from './send-problem.ts'

/** Lets on only users who have a role, as `requireUser`, which stands before it, has learned. */
export function requireRole(role: string): MiddlewareHandler<{ Variables: UserVariables }> {
  return async (c, next) => {
    const user: UserVariables['user'] | undefined = c.get('user')
    if (!user) throw new TypeError('requireRole stands after requireUser')
    return user.roles.includes(role) ? next() : sendProblem(c, refusalResponse(new AccessError('role_required')))
  }
}
