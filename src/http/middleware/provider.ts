import { createMiddleware } from 'hono/factory'
import { Problem } from '../../model/problem.ts'
import { PROVIDER_NAME, type Provider } from '../../model/providers.ts'
import { documented } from '../openapi/documented.ts'

/** Reads the provider that the path names, in the settings or not; the route takes it from `c.get('provider')`. */
export const provider = documented(
  { 'x-problems': ['not_found'] },
  createMiddleware<{ Variables: { provider: Provider } }>(async (c, next) => {
    const name = c.req.param('provider') ?? ''
    if (!PROVIDER_NAME.test(name)) throw new Problem('not_found')
    c.set('provider', name)
    await next()
  }),
)
