import type { Context } from 'hono'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../http/app-env.ts'
import { limitBody } from '../http/middleware/body.ts'
import { allowedOrigin } from '../http/middleware/cors.ts'
import type { SupabaseEnv } from './env.ts'
import { failureOf, SupabaseError, toResponse } from './errors.ts'
import { linkTo } from './links.ts'
import { adminFactorsRoute } from './routes/admin-factors.ts'
import { adminLinksRoute } from './routes/admin-links.ts'
import { adminUsersRoute } from './routes/admin-users.ts'
import { documentRoute } from './routes/document.ts'
import { factorsRoute } from './routes/factors.ts'
import { identitiesRoute } from './routes/identities.ts'
import { logoutRoute } from './routes/logout.ts'
import { otpRoute } from './routes/otp.ts'
import { passkeysRoute } from './routes/passkeys.ts'
import { recoveryCodesRoute } from './routes/recovery-codes.ts'
import { serviceRoute } from './routes/service.ts'
import { signupRoute } from './routes/signup.ts'
import { tokenRoute } from './routes/token.ts'
import { userRoute } from './routes/user.ts'
import { verifyRoute } from './routes/verify.ts'

/** The `ctx` of ours, and how this protocol is set up. */
const provideContext = createMiddleware<SupabaseEnv>((c, next) => {
  const ctx = c.env.outer.get('ctx')
  c.set('ctx', { ...ctx, codeLink: (sent) => linkTo(c, sent) })
  if (ctx.settings.supabase) c.set('supabase', ctx.settings.supabase)
  c.env.outer.set('omitsBookmark', true) // no SDK sends it back, and it would tell whether anything was written
  const route = matchedRoutes(c).find(({ path }) => !path.includes('*'))
  c.env.outer.set('route', route?.path ?? '/auth/v1/*') // for the log
  return next()
})

/** CORS as the SDKs need it, for the origins of `CORS_ORIGINS`. */
const allowOrigins = cors({
  origin: (origin, c: Context<SupabaseEnv>) => allowedOrigin(c.env.outer, origin),
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['apikey', 'authorization', 'content-type', 'x-client-info', 'x-supabase-api-version'],
  exposeHeaders: ['x-total-count', 'link', 'x-supabase-api-version', 'x-sb-error-code', 'retry-after', 'x-request-id'],
  maxAge: 86_400,
})

/** All that it serves. */
export const app = new Hono<SupabaseEnv>().basePath('/auth/v1')
app.use(allowOrigins)
app.use(provideContext)
app.use(limitBody)

const routes = [
  adminFactorsRoute,
  adminUsersRoute,
  documentRoute,
  recoveryCodesRoute, // before the factor of any id
  factorsRoute,
  identitiesRoute,
  logoutRoute,
  passkeysRoute,
  adminLinksRoute,
  otpRoute,
  serviceRoute,
  signupRoute,
  tokenRoute,
  userRoute,
  verifyRoute,
]
for (const route of routes) app.route('/', route)

app.notFound((c) => fail(c, new SupabaseError('feature_disabled')))
app.onError((error, c) => fail(c, error))

function fail(c: Context<SupabaseEnv>, error: Error): Response {
  const { outer } = c.env
  const response = toResponse(failureOf(outer, error), outer.get('requestId'))
  return c.newResponse(response.body, response)
}

/** Answers a request to `/auth/v1` as Supabase Auth would. */
export async function answer(outer: Context<AppEnv>): Promise<Response> {
  const response = await app.fetch(outer.req.raw, { outer }, outer.executionCtx)
  return outer.newResponse(response.body, response) // with the headers of every response
}
