import { createMiddleware } from 'hono/factory'
import { Problem } from '../problem.ts'

/**
 * Refuses plain HTTP: a password or a token that came so may have been read, and a redirect would hide that. Browsers
 * are led on, since somebody typed the address. Only what comes through Cloudflare has a `cf-ray`: a laptop has no TLS.
 */
export const requireHttps = createMiddleware(async (c, next) => {
  const isPlain = c.req.url.startsWith('http:') && c.req.header('cf-ray') !== undefined
  if (!isPlain) return next()
  if (c.req.method !== 'GET' || !c.req.header('accept')?.includes('text/html')) throw new Problem('https_required')
  return c.redirect(c.req.url.replace('http:', 'https:'), 308)
})
