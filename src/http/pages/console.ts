import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { accessGate } from '../middleware/access-gate.ts'
import { readAsset } from '../read-asset.ts'
import { pageLanguage } from './page-language.ts'

/** Everything comes from here, no script and no style is in the page, and nobody may frame it. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

const CONTENT_TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** The names that the build gives: each has a hash of its content, so what a browser has it keeps. */
const ASSET = /^[\w-]+\.(js|css)$/
const FOREVER = 'public, max-age=31536000, immutable'

/** `/admin`: the console, a single page that is built from console/, where ADMIN is on. It calls the API as its admin. */
export const routes = new Hono<AppEnv>()
  .get('/admin', accessGate, async (c) => {
    const { APP_NAME, BRAND_COLOR, FACTORS, PASSKEYS } = c.get('ctx').settings
    const [asset, language] = await Promise.all([readAsset(c, '/admin/index.html'), pageLanguage(c)])
    const page = new HTMLRewriter()
      .on('html', {
        element(element) {
          element.setAttribute('lang', language.tag)
          element.setAttribute('dir', language.direction)
          element.setAttribute('data-app-name', APP_NAME)
          element.setAttribute('data-brand-color', BRAND_COLOR)
          element.setAttribute('data-passkeys', PASSKEYS)
          element.setAttribute('data-factors', FACTORS)
        },
      })
      .on('title', { element: (element) => void element.setInnerContent(APP_NAME) })
      .transform(asset)
    c.header('content-security-policy', CONTENT_SECURITY_POLICY)
    c.header('cross-origin-opener-policy', 'same-origin')
    c.header('referrer-policy', 'no-referrer')
    c.header('content-type', 'text/html; charset=utf-8')
    return c.newResponse(page.body)
  })
  .get('/admin/assets/:file', accessGate, async (c) => {
    const [file = '', extension = ''] = ASSET.exec(c.req.param('file')) ?? []
    const contentType = CONTENT_TYPES[extension]
    if (!contentType) return c.notFound()
    const asset = await c.get('assets').fetch(new URL(`/admin/assets/${file}`, c.req.url))
    if (!asset.ok || !asset.body) return c.notFound() // of an older deployment, whose page somebody still has open
    return c.newResponse(asset.body, 200, { 'content-type': contentType, 'cache-control': FOREVER })
  })
