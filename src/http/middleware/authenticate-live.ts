import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { readAsCaller } from '../../domain/proofs/read-as-caller.ts'
import type { AppEnv, CallerEnv } from '../app-env.ts'
import { documented } from '../openapi/documented.ts'
import { authenticate, REQUIRES_TOKEN } from './authenticate.ts'

/**
 * `authenticate` for routes that others write, of which nobody knows what they ask the database: where none of their statements
 * has looked at the caller's session, one of its own does before the response leaves, for one round trip more. What the
 * handler did by then is done.
 */
export const authenticateLive = documented(
  REQUIRES_TOKEN,
  createMiddleware<AppEnv & CallerEnv>((c, next) =>
    authenticate(c, async () => {
      const { headers } = c.newResponse(null) // those of every response
      await next()
      await withholdFromEnded(c, headers)
    }),
  ),
)

async function withholdFromEnded(c: Context<AppEnv & CallerEnv>, headers: Headers): Promise<void> {
  const ctx = c.get('ctx') // the route may have gone on with a `ctx` of its own
  if (ctx.granted || !(c.res.ok || isRedirect(c.res))) return
  await readAsCaller(ctx, {}).catch((refusal: unknown) => {
    // The handler's go, too: the refusal would have them.
    for (const name of [...c.res.headers.keys()]) c.header(name, headers.get(name) ?? undefined)
    throw refusal
  })
}

const isRedirect = ({ status }: Response): boolean => status >= 300 && status < 400
