import { Hono } from 'hono'
import { type Authenticated, authenticate, requireRole } from '../../../client/server/hono.ts'
import type { Verifier } from '../../../client/server/index.ts'
import { describeFramework } from '../support/framework.ts'

function app(verifier: Verifier) {
  const articles = new Hono<Authenticated>()
    .use(authenticate(verifier))
    .delete('/', requireRole('editor'), (c) => c.body(null, 204))
  return new Hono()
    .get('/me', authenticate(verifier), (c) => {
      const { userId, sessionId, roles } = c.get('user')
      return c.json({ userId, sessionId, roles })
    })
    .route('/articles', articles)
    .get('/forgot', requireRole('editor'), (c) => c.text('let on'))
    .onError((_, c) => c.text('failed', 500))
}

describeFramework('Hono', {
  async start(verifier) {
    const { request } = app(verifier)
    return { send: async (path, init) => request(path, init), stop: async () => {} }
  },
})
