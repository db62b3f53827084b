import type { HonoRequest } from 'hono'
import { createMiddleware } from 'hono/factory'
import { openDatabase, openPrimary } from '../../db/client.ts'
import type { AppEnv, Client, Ctx } from '../../domain/context.ts'
import { inFlight } from '../../lib/in-flight.ts'
import { describeError, log } from '../../lib/log.ts'
import { loadRuntime } from '../../runtime.ts'
import { documented } from '../openapi/documented.ts'

const BOOKMARK_HEADER = 'x-d1-bookmark'

/** Creates the request's `ctx`, and sends the D1 bookmark that the client's next call should present. */
export const provideContext = createMiddleware<AppEnv>(async (c, next) => {
  const { settings, keyring, mailer, readImportedHash } = await loadRuntime(c.env)
  const requestId = c.get('requestId')
  const issuer = settings.PUBLIC_URL ?? new URL(c.req.url).origin // the URL itself has the Host header as it was sent
  const ctx: Ctx = {
    db: openDatabase(settings.DB, c.req.header(BOOKMARK_HEADER)),
    settings,
    keyring,
    issuer,
    audience: settings.TOKEN_AUDIENCE,
    mailer,
    readImportedHash,
    client: new RequestClient(c.req),
    now: () => new Date(),
    requestId,
    defer: (work) =>
      c.executionCtx.waitUntil(
        work.catch((error: unknown) => log('error', 'deferred_failed', { requestId, ...describeError(error) })),
      ),
  }
  c.set('ctx', ctx)
  inFlight.requests++
  try {
    await next()
  } finally {
    inFlight.requests--
  }
  const bookmark = c.get('ctx').db.getBookmark()
  if (bookmark && c.res.ok && !c.get('omitsBookmark')) c.res.headers.set(BOOKMARK_HEADER, bookmark)
})

/** Reads a header only when asked: most calls use none of them. */
class RequestClient implements Client {
  readonly #request: HonoRequest

  constructor(request: HonoRequest) {
    this.#request = request
  }

  get ip() {
    return this.#request.header('cf-connecting-ip')
  }

  get userAgent() {
    return this.#request.header('user-agent')
  }

  get country() {
    const country = this.#request.raw.cf?.country
    return typeof country === 'string' ? country : undefined
  }
}

/**
 * Where the answer must not reveal whether a user has the email address: a bookmark would tell whether anything was
 * written.
 */
export const omitBookmark = documented(
  { 'x-omits-bookmark': true },
  createMiddleware<AppEnv>(async (c, next) => {
    c.set('omitsBookmark', true)
    await next()
  }),
)

/** For everything that decides about credentials: the newest state, never a replica's. */
export const onPrimary = createMiddleware<AppEnv>(async (c, next) => {
  const ctx = c.get('ctx')
  c.set('ctx', { ...ctx, db: openPrimary(ctx.settings.DB) })
  await next()
})
