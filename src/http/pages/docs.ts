import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { cacheable } from '../middleware/cacheable.ts'
import { renderPage } from './render-page.ts'

/** The API reference has inline styles, and calls the API from the page. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** `/docs`: Scalar's API reference over `/openapi.json`; its script is an asset of our own. */
export const docsRoute = new Hono<AppEnv>()
  .get('/docs', (c) => renderPage(c, 'docs', { policy: CONTENT_SECURITY_POLICY }))
  .get('/docs/scalar.js', cacheable, async (c) => {
    const asset = await c.get('assets').fetch(new URL('/docs/scalar.js', c.req.url))
    if (!asset.ok || !asset.body) return c.notFound()
    return c.newResponse(asset.body, 200, { 'content-type': 'text/javascript; charset=utf-8' })
  })
