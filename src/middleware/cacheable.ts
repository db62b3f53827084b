import { createMiddleware } from 'hono/factory'

const CACHE_SECONDS = 300 // a key added by rotation is known everywhere after so long

/** For documents that are the same for everyone. A failure is stored by nobody all the same, see `answerError`. */
export const cacheable = createMiddleware((c, next) => {
  c.header('cache-control', `public, max-age=${CACHE_SECONDS}`)
  return next()
})
