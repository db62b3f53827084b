import { createMiddleware } from 'hono/factory'
import { Problem } from '../../model/problem.ts'

/**
 * Refuses plain HTTP: a password or a token that was sent with it may have been read, and a redirect would hide that.
 * Browsers are redirected, since a person typed the URL. Only requests through Cloudflare have a `cf-ray`: `npm run
 * dev` has no TLS.
 */
export const requireHttps = createMiddleware(async (c, next) => {
  const isPlain = c.req.url.startsWith('http:') && c.req.header('cf-ray') !== undefined
  if (!isPlain) return next()
  if (c.req.method !== 'GET' || !c.req.header('accept')?.includes('text/html')) throw new Problem('https_required')
  return c.redirect(c.req.url.replace('http:', 'https:'), 308)
})
