import { createMiddleware } from 'hono/factory'

const CACHE_SECONDS = 300 // after this time a key that was added is known everywhere

/** For documents that are the same for everyone. A failure is never cached, see `answerError`. */
export const cacheable = createMiddleware((c, next) => {
  c.header('cache-control', `public, max-age=${CACHE_SECONDS}`)
  return next()
})
