import type { Context } from 'hono'
import { cors as honoCors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'

const EXPOSED = ['x-access-token', 'x-d1-bookmark', 'x-request-id', 'retry-after', 'www-authenticate', 'allow'].join(
  ',',
)
const PREFLIGHT_MAX_AGE_SECONDS = 86_400 // browsers keep it for less, each up to its own limit

const answerPreflight = honoCors({
  origin: (origin, c: Context<AppEnv>) => allowedOrigin(c, origin),
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['content-type', 'authorization', 'x-access-token', 'x-d1-bookmark', 'x-request-id'],
  maxAge: PREFLIGHT_MAX_AGE_SECONDS,
})

/** CORS for the origins of `CORS_ORIGINS`. No credentials mode: the API uses no cookies. */
export const cors = createMiddleware<AppEnv>((c, next) => {
  if (c.req.method === 'OPTIONS') return answerPreflight(c, next)
  const asking = c.req.header('origin')
  const origin = allowedOrigin(c, asking ?? '')
  if (origin) c.header('access-control-allow-origin', origin)
  if (origin !== '*') c.header('vary', 'Origin')
  if (asking) c.header('access-control-expose-headers', EXPOSED) // only browsers read it
  return next()
})

/** What a response to a page of an origin allows; `undefined` for one that is not in `CORS_ORIGINS`. */
export function allowedOrigin(c: Context<AppEnv>, origin: string): string | undefined {
  const allowed = c.get('ctx').settings.CORS_ORIGINS
  if (allowed === '*') return '*'
  return allowed.includes(origin) ? origin : undefined
}
