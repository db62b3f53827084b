import type { Context } from 'hono'
import { cors as honoCors } from 'hono/cors'
import type { AppEnv } from '../context.ts'

const PREFLIGHT_MAX_AGE_SECONDS = 86_400 // browsers keep it for less, each to its own limit

/** CORS for the origins of `CORS_ORIGINS`. No credentials mode: the API uses no cookies. */
export const cors = honoCors({
  origin: (origin, c: Context<AppEnv>) => {
    const allowed = c.var.ctx.settings.CORS_ORIGINS
    if (allowed === '*') return '*'
    return allowed.includes(origin) ? origin : undefined
  },
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['content-type', 'authorization', 'x-access-token', 'x-d1-bookmark', 'x-request-id'],
  exposeHeaders: ['x-access-token', 'x-d1-bookmark', 'x-request-id', 'retry-after', 'www-authenticate', 'allow'],
  maxAge: PREFLIGHT_MAX_AGE_SECONDS,
})
