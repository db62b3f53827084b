import { createMiddleware } from 'hono/factory'

/**
 * What OWASP's REST Security Cheat Sheet asks of an API, on every answer; a page adds what only pages need. A list of our
 * own: hono's middleware builds policies that are not needed here, and each header is work for every answer.
 */
const HEADERS = Object.entries({
  'cache-control': 'no-store', // nobody on the way keeps what is about a person; also see `cacheable`
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'", // a page sets its own
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
