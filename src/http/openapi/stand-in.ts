// Stands in for hono-openapi in the bundle (see [alias] in wrangler.toml): what the middleware says of itself is for
// scripts/generate/openapi.ts, which makes public/openapi.json from it, and the Worker starts faster without it.

export const uniqueSymbol: unique symbol = Symbol('openapi')
export const resolver = (): undefined => undefined
