// What `latchkey/server/hono` exports.
import type { MiddlewareHandler } from 'hono'
import { demandRole, presentedToken, problemOrThrow, type VerifiedUser, type Verifier } from './index.ts'

/** What handlers find in the context: `c.get('user')`. */
export interface Authenticated {
  Variables: { user: VerifiedUser }
}

/** Lets on only requests with a valid access token. */
export const authenticate =
  (verifier: Verifier): MiddlewareHandler<Authenticated> =>
  async (c, next) => {
    try {
      c.set('user', await verifier.verify(presentedToken((name) => c.req.header(name))))
    } catch (error) {
      return respond(error)
    }
    return next()
  }

/** Lets on only users whose token has a role. It stands after `authenticate`. */
export const requireRole =
  (role: string): MiddlewareHandler<Authenticated> =>
  async (c, next) => {
    try {
      demandRole(c.get('user'), role)
    } catch (error) {
      return respond(error)
    }
    return next()
  }

function respond(error: unknown): Response {
  const { status, headers, body } = problemOrThrow(error)
  return new Response(body, { status, headers })
}
