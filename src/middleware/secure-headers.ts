import { createMiddleware } from 'hono/factory'

/**
 * What OWASP's secure headers project asks of an API, on every answer. A list of our own: hono's middleware builds
 * policies that are not needed here, and costs the bundle about a kilobyte more.
 */
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'", // a page sets its own
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'cross-origin', // what may be read is for CORS to say
  'permissions-policy': 'geolocation=(), camera=(), microphone=()',
  'referrer-policy': 'no-referrer', // links in mails hold codes
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

export const secureHeaders = createMiddleware(async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
})
