import { createMiddleware } from 'hono/factory'

/**
 * What OWASP's secure headers project asks of an API, on every answer. A list of our own: hono's middleware builds
 * policies that are not needed here, and costs the bundle about a kilobyte more.
 */
const HEADERS = Object.entries({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'", // a page sets its own
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'cross-origin', // what may be read is for CORS to say
  'referrer-policy': 'no-referrer', // links in mails hold codes
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
})

// Headers are set before the route answers: hono hands them to the response as it is made, while one that is touched
// afterwards by `c.header` is made anew each time.
export const secureHeaders = createMiddleware((c, next) => {
  for (const [name, value] of HEADERS) c.header(name, value)
  return next()
})
