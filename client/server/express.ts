// What `latchkey/server/express` exports.
import type { RequestHandler, Response } from 'express'
import { demandRole, presentedToken, toProblem, type VerifiedUser, type Verifier } from './index.ts'

declare global {
  namespace Express {
    // The names that Passport's types have, too.
    interface User extends VerifiedUser {}
    interface Request {
      user?: User | undefined
    }
  }
}

/** Lets on only requests with a valid access token, and notes whom it names as `req.user`. */
export const authenticate =
  (verifier: Verifier): RequestHandler =>
  async (req, res, next) => {
    try {
      req.user = await verifier.verify(presentedToken((name) => req.get(name)))
    } catch (error) {
      return respond(res, error, next)
    }
    next()
  }

/** Lets on only users whose token has a role. It stands after `authenticate`. */
export const requireRole =
  (role: string): RequestHandler =>
  (req, res, next) => {
    try {
      demandRole(req.user, role)
    } catch (error) {
      return respond(res, error, next)
    }
    next()
  }

function respond(res: Response, error: unknown, next: (error: unknown) => void): void {
  const problem = toProblem(error)
  if (problem) res.status(problem.status).set(problem.headers).end(problem.body)
  else next(error)
}
