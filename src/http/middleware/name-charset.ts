import { createMiddleware } from 'hono/factory'

/**
 * Names the charset of every JSON response, as Express does. JSON is UTF-8 without it (RFC 8259 §8.1), but older
 * clients, such as Dart's, read text of no charset as Latin-1.
 */
export const nameCharset = createMiddleware(async (c, next) => {
  await next()
  const type = c.res.headers.get('content-type')
  if (type?.endsWith('json')) c.res.headers.set('content-type', `${type}; charset=utf-8`)
})
