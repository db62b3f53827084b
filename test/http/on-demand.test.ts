import { Hono } from 'hono/tiny'
import { describe, expect, it, vi } from 'vitest'
import type { AppEnv } from '../../src/http/app-env.ts'
import { onDemandRoutes } from '../../src/http/on-demand-routes.ts'
import { apiGroups, onDemand, pageGroups, uploadGroups } from '../../src/on-demand.ts'

describe('what is loaded on demand', () => {
  it.each([...uploadGroups, ...apiGroups, ...pageGroups])(
    'has the routes that the entry knows: $routes',
    async ({ load, routes }) => {
      const loaded = (await load()).routes.routes.filter(({ method }) => method !== 'ALL')
      expect([...new Set(loaded.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual([...routes].sort())
    },
  )

  const parts = Object.entries(onDemand).flatMap(([name, load]) => (load ? [{ name, load }] : [])) // a team has some, or none

  it.each(parts)('is there: $name', async ({ load }) => {
    expect(Object.keys(await load())).not.toEqual([])
  })
})

describe('a route that is loaded on demand', () => {
  const greeting = new Hono<AppEnv>().get(
    '/hello/:name',
    async (c, next) => {
      await next()
      c.header('x-middleware', 'ran')
    },
    (c) => c.text(`hello ${c.req.param('name')}`, 201),
  )

  it('is loaded once, by its first request, and answers as if it had been there', async () => {
    const load = vi.fn(async () => ({ routes: greeting }))
    const app = new Hono<AppEnv>().route('/', onDemandRoutes([{ load, routes: ['GET /hello/:name'] }]))
    expect(load).not.toHaveBeenCalled()
    for (const name of ['robin', 'kim']) {
      const response = await app.request(`/hello/${name}`)
      expect([response.status, await response.text()]).toEqual([201, `hello ${name}`])
      expect(response.headers.get('x-middleware')).toBe('ran')
    }
    expect(load).toHaveBeenCalledTimes(1)
    expect((await app.request('/hello')).status).toBe(404)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('is loaded again after a load that failed: one failure must not break an isolate for good', async () => {
    const load = vi.fn(async () => ({ routes: greeting })).mockRejectedValueOnce(new Error('out of memory'))
    const app = onDemandRoutes([{ load, routes: ['GET /hello/:name'] }])
    app.onError((_error, c) => c.text('failed', 500))
    expect((await app.request('/hello/robin')).status).toBe(500)
    expect((await app.request('/hello/robin')).status).toBe(201)
  })

  it('fails at once if its module has no such route', async () => {
    const app = onDemandRoutes([{ load: async () => ({ routes: greeting }), routes: ['GET /goodbye'] }])
    app.onError((error, c) => c.text(error.message, 500))
    expect(await (await app.request('/goodbye')).text()).toBe('no handler for GET /goodbye')
  })
})
