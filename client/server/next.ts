// What `latchkey/server/next` exports. It needs nothing of Next: any handler from a Request to a Response will do.
import { demandRole, presentedToken, problemOrThrow, type VerifiedUser, type Verifier } from './index.ts'

/** What a handler gets after the request: what the framework gives, such as `params`, and the user. */
export type WithUser<Context> = Context & { user: VerifiedUser }

export type UserHandler<Incoming extends Request, Context> = (
  request: Incoming,
  context: WithUser<Context>,
) => Response | Promise<Response>

/** A route handler that answers only requests with a valid access token. */
export const authenticate =
  <Incoming extends Request, Context extends object = object>(
    verifier: Verifier,
    handler: UserHandler<Incoming, Context>,
  ): ((request: Incoming, context: Context) => Promise<Response>) =>
  async (request, context) => {
    let user: VerifiedUser
    try {
      user = await verifier.verify(presentedToken((name) => request.headers.get(name)))
    } catch (error) {
      return respond(error)
    }
    return handler(request, { ...context, user })
  }

/** A handler for `authenticate` that answers only users whose token has a role. */
export const requireRole =
  <Incoming extends Request, Context extends object = object>(
    role: string,
    handler: UserHandler<Incoming, Context>,
  ): UserHandler<Incoming, Context> =>
  async (request, context) => {
    try {
      demandRole(context.user, role)
    } catch (error) {
      return respond(error)
    }
    return handler(request, context)
  }

function respond(error: unknown): Response {
  const { status, headers, body } = problemOrThrow(error)
  return new Response(body, { status, headers })
}
