// What `latchkey/server/fastify` exports.
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { demandRole, presentedToken, problemOrThrow, type VerifiedUser, type Verifier } from './index.ts'

declare module 'fastify' {
  interface FastifyRequest {
    user?: VerifiedUser | undefined
  }
}

/** An `onRequest` hook that lets on only requests with a valid access token, and notes whom it names as `request.user`. */
export const authenticate =
  (verifier: Verifier): onRequestAsyncHookHandler =>
  async (request, reply) => {
    try {
      request.user = await verifier.verify(presentedToken((name) => headerOf(request, name)))
    } catch (error) {
      return respond(reply, error)
    }
  }

/** An `onRequest` hook that lets on only users whose token has a role. It stands after `authenticate`. */
export const requireRole =
  (role: string): onRequestAsyncHookHandler =>
  async (request, reply) => {
    try {
      demandRole(request.user, role)
    } catch (error) {
      return respond(reply, error)
    }
  }

/** Node joins what was sent twice, so a list is never one of these. */
function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

function respond(reply: FastifyReply, error: unknown): FastifyReply {
  const { status, headers, body } = problemOrThrow(error)
  return reply.code(status).headers(headers).send(body)
}
