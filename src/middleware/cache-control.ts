import { createMiddleware } from 'hono/factory'

/** Nothing is stored by anyone on the way, unless a route is `cacheable`: almost every answer is about a person. */
export const noStore = createMiddleware(async (c, next) => {
  await next()
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
})

const CACHE_SECONDS = 300 // a key added by rotation is known everywhere after so long

/** For documents that are the same for everyone. */
export const cacheable = createMiddleware(async (c, next) => {
  await next()
  if (c.res.ok) c.header('cache-control', `public, max-age=${CACHE_SECONDS}`)
})
