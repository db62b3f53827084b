import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler } from 'express'
import { authenticate, requireRole } from '../../../client/server/express.ts'
import type { Verifier } from '../../../client/server/index.ts'
import { describeFramework } from '../support/framework.ts'

function app(verifier: Verifier) {
  const failed: ErrorRequestHandler = (_error, _req, res, _next) => {
    res.status(500).send('failed')
  }
  return express()
    .get('/me', authenticate(verifier), ({ user }, res) => {
      res.json({ userId: user?.userId, sessionId: user?.sessionId, roles: user?.roles })
    })
    .use('/articles', authenticate(verifier))
    .delete('/articles', requireRole('editor'), (_req, res) => {
      res.status(204).end()
    })
    .get('/forgot', requireRole('editor'), (_req, res) => {
      res.send('let on')
    })
    .use(failed)
}

describeFramework('Express', {
  async start(verifier) {
    const server = app(verifier).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const stop = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    return { send: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init), stop }
  },
})
