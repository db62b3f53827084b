import { createMiddleware } from 'hono/factory'

/**
 * What OWASP's REST Security Cheat Sheet asks of an API, on every answer; a page adds what only pages need. The list is
 * our own: hono's middleware builds policies that are not needed here, and each header costs work for every answer.
 */
const HEADERS = Object.entries({
  'cache-control': 'no-store', // no cache keeps personal data; also see `cacheable`
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'", // a page sets its own
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
})

// Headers are set before the route answers: hono puts them into the response when it creates that, while each
// `c.header` afterwards creates a new response.
export const secureHeaders = createMiddleware((c, next) => {
  for (const [name, value] of HEADERS) c.header(name, value)
  return next()
})
