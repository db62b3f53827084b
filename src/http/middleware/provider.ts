import { createMiddleware } from 'hono/factory'
import { Problem } from '../../model/problem.ts'
import { PROVIDERS, type Provider } from '../../model/providers.ts'
import { documented } from '../openapi/documented.ts'

/** Reads the provider that the path names; the route takes it from `c.get('provider')`. */
export const provider = documented(
  { 'x-problems': ['not_found'] },
  createMiddleware<{ Variables: { provider: Provider } }>(async (c, next) => {
    const known = PROVIDERS.find((name) => name === c.req.param('provider'))
    if (!known) throw new Problem('not_found')
    c.set('provider', known)
    await next()
  }),
)
