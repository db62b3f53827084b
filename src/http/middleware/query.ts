import { createMiddleware } from 'hono/factory'
import { resolver, uniqueSymbol } from 'hono-openapi'
import type * as v from 'valibot'
import type { AppEnv } from '../app-env.ts'
import { isGiven } from '../fields/optional.ts'
import { validate } from '../validate.ts'

interface ValidQuery<S extends v.GenericSchema> {
  in: { query: v.InferInput<S> }
  out: { query: v.InferOutput<S> }
}

/**
 * Checks the query string; the route takes it from `c.req.valid('query')`. Throws `invalid_request`, which
 * scripts/generate/openapi/operations.ts adds: hono-openapi takes from one middleware either its parameters or its
 * problems.
 */
export const query = <S extends v.GenericSchema<Record<string, unknown>>>(schema: S) =>
  Object.assign(
    createMiddleware<AppEnv, string, ValidQuery<S>>(async (c, next) => {
      c.req.addValidatedData('query', validate(schema, givenParameters(c.req.query())))
      await next()
    }),
    { [uniqueSymbol]: { target: 'query', ...resolver(schema) } },
  )

/** `?cursor=` is the same as none. */
const givenParameters = (parameters: Record<string, string>) =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => isGiven(value)))
