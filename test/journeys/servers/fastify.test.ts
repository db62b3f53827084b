import fastify from 'fastify'
import { authenticate, requireRole } from '../../../client/server/fastify.ts'
import type { Verifier } from '../../../client/server/index.ts'
import { describeFramework } from '../support/framework.ts'

function app(verifier: Verifier) {
  const server = fastify({ forceCloseConnections: true })
  server.get('/me', { onRequest: authenticate(verifier) }, async ({ user }) => ({
    userId: user?.userId,
    sessionId: user?.sessionId,
    roles: user?.roles,
  }))
  server.delete('/articles', { onRequest: [authenticate(verifier), requireRole('editor')] }, async (_request, reply) =>
    reply.code(204).send(),
  )
  server.get('/forgot', { onRequest: requireRole('editor') }, async () => 'let on')
  return server
}

describeFramework('Fastify', {
  async start(verifier) {
    const server = app(verifier)
    const url = await server.listen({ port: 0, host: '127.0.0.1' })
    return { send: (path, init) => fetch(`${url}${path}`, init), stop: () => server.close() }
  },
})
