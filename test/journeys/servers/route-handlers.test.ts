import type { Verifier } from '../../../client/server/index.ts'
import { authenticate, requireRole, type UserHandler } from '../../../client/server/next.ts'
import { describeFramework } from '../support/framework.ts'

type Handler = (request: Request, context: object) => Response | Promise<Response>

function routes(verifier: Verifier): Record<string, Handler> {
  const remove: UserHandler<Request, object> = () => new Response(null, { status: 204 })
  return {
    'GET /me': authenticate(verifier, (_request, { user: { userId, sessionId, roles } }) =>
      Response.json({ userId, sessionId, roles }),
    ),
    'DELETE /articles': authenticate(verifier, requireRole('editor', remove)),
    'GET /forgot': requireRole('editor', remove) as Handler, // the types refuse it
  }
}

/** As frameworks do: what is thrown is a 500. */
async function answer(handler: Handler | undefined, request: Request): Promise<Response> {
  if (!handler) return new Response(null, { status: 404 })
  try {
    return await handler(request, {})
  } catch (error) {
    return new Response(String(error), { status: 500 })
  }
}

describeFramework('handlers from a Request to a Response', {
  async start(verifier) {
    const handlers = routes(verifier)
    const send = (path: string, init?: RequestInit) =>
      answer(handlers[`${init?.method ?? 'GET'} ${path}`], new Request(`http://localhost${path}`, init))
    return { send, stop: async () => {} }
  },
})
