// Stands in for hono-openapi in the Worker (see scripts/build-worker/bundle.ts): what the middleware says of itself is for
// scripts/generate/openapi.ts, which makes public/openapi.json from it, and the Worker starts faster without it.

export const uniqueSymbol: unique symbol = Symbol('openapi')
export const resolver = (): undefined => undefined
