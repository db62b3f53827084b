import { createMiddleware } from 'hono/factory'
import type { AppEnv, Ctx } from '../context.ts'
import { openDatabase, openPrimary } from '../db/client.ts'
import { describeError, log } from '../lib/log.ts'
import { loadRuntime } from '../runtime.ts'

export const BOOKMARK_HEADER = 'x-d1-bookmark'

/** Makes the request's `ctx`, and answers with the D1 bookmark that its own next reads should present. */
export const provideContext = createMiddleware<AppEnv>(async (c, next) => {
  const { settings, keyring, mailer, readOtherForm } = await loadRuntime(c.env)
  const { requestId } = c.var
  const country = c.req.raw.cf?.country
  const issuer = settings.PUBLIC_URL ?? new URL(c.req.url).origin
  const ctx: Ctx = {
    db: openDatabase(settings.DB, c.req.header(BOOKMARK_HEADER)),
    settings,
    tokens: { keyring, issuer, audience: settings.TOKEN_AUDIENCE },
    mailer,
    readOtherForm,
    client: {
      ip: c.req.header('cf-connecting-ip'),
      userAgent: c.req.header('user-agent'),
      country: typeof country === 'string' ? country : undefined,
    },
    now: () => new Date(),
    requestId,
    defer: (work) =>
      c.executionCtx.waitUntil(
        work.catch((error: unknown) => log('error', 'deferred_failed', { requestId, ...describeError(error) })),
      ),
  }
  c.set('ctx', ctx)
  await next()
  const bookmark = c.var.ctx.db.$client.getBookmark()
  if (bookmark) c.res.headers.set(BOOKMARK_HEADER, bookmark)
})

/** For whatever decides about credentials: the newest state, never a replica's. */
export const onPrimary = createMiddleware<AppEnv>(async (c, next) => {
  const ctx: Ctx = { ...c.var.ctx, db: openPrimary(c.var.ctx.settings.DB) }
  c.set('ctx', ctx)
  await next()
})
