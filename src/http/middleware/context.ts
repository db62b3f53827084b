import type { HonoRequest } from 'hono'
import { createMiddleware } from 'hono/factory'
import { openPrimary, openReplica } from '../../db/database.ts'
import type { Device } from '../../domain/context.ts'
import type { OnDemand } from '../../domain/on-demand.ts'
import { inFlight } from '../../lib/in-flight.ts'
import { createContext, loadRuntime } from '../../runtime.ts'
import type { AppEnv } from '../app-env.ts'
import { documented } from '../openapi/documented.ts'

const BOOKMARK_HEADER = 'x-d1-bookmark'

/**
 * Creates the request's `ctx`, with a database session at the primary: what may read a replica says so by `onReplica`.
 * Sends the D1 bookmark that the client's next call should present.
 */
export const provideContext = (onDemand: OnDemand) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const runtime = await loadRuntime(c.env, onDemand)
    const { origin } = new URL(c.req.url) // the URL itself has the Host header as it was sent
    const ctx = createContext(runtime, {
      session: openPrimary(runtime.bindings.DB),
      requestId: c.get('requestId'),
      origin,
      pagesOrigin: c.req.header('cf-ray') === undefined ? origin : undefined, // `npm run dev` has no such header
      device: new RequestDevice(c.req),
      onDemand,
      waitUntil: (work) => c.executionCtx.waitUntil(work),
    })
    c.set('ctx', ctx)
    c.set('openReplica', () => openReplica(runtime.bindings.DB, c.req.header(BOOKMARK_HEADER)))
    c.set('assets', runtime.bindings.ASSETS)
    inFlight.requests++
    try {
      await next()
    } finally {
      inFlight.requests--
    }
    const bookmark = c.get('ctx').db.session.getBookmark()
    if (bookmark && c.res.ok && !c.get('omitsBookmark')) c.res.headers.set(BOOKMARK_HEADER, bookmark)
  })

/** Reads a header only when asked: most calls use none of them. */
class RequestDevice implements Device {
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

  get acceptLanguage() {
    return this.#request.header('accept-language')
  }

  get country() {
    const country = this.#request.raw.cf?.country
    return typeof country === 'string' ? country : undefined
  }
}

/**
 * Where the response must not reveal whether a user has the email address: a bookmark would tell whether anything was
 * written.
 */
export const omitBookmark = documented(
  { 'x-omits-bookmark': true },
  createMiddleware<AppEnv>(async (c, next) => {
    c.set('omitsBookmark', true)
    await next()
  }),
)

/**
 * For what shows profiles and lists: a replica that is at least as new as the caller's bookmark. Nothing that decides
 * about credentials may use it.
 */
export const onReplica = createMiddleware<AppEnv>((c, next) => {
  const ctx = c.get('ctx')
  ctx.db = { ...ctx.db, session: c.get('openReplica')() }
  return next()
})
