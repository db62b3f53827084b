import type { MiddlewareHandler } from 'hono'

// Stands in for hono-openapi in the bundle (see [alias] in wrangler.toml): the descriptions of the routes are for
// scripts/generate/openapi.ts, which makes public/openapi.json from them, and the Worker starts faster without them.

export const uniqueSymbol: unique symbol = Symbol('openapi')
export const resolver = (): undefined => undefined
export const describeRoute = (): MiddlewareHandler => (_c, next) => next()
