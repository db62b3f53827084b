import { requestId } from 'hono/request-id'
import { Hono } from 'hono/tiny'
import { getPathNoStrict } from 'hono/utils/url'
import { extensionGroups } from './extensions.gen.ts'
import { routes } from './http/api/index.ts'
import type { AppEnv } from './http/app-env.ts'
import { foldCase } from './http/fold-case.ts'
import { limitBody } from './http/middleware/body.ts'
import { provideContext } from './http/middleware/context.ts'
import { cors } from './http/middleware/cors.ts'
import { answerError, answerNotFound } from './http/middleware/failures.ts'
import { nameCharset } from './http/middleware/name-charset.ts'
import { requestLog } from './http/middleware/request-log.ts'
import { requireHttps } from './http/middleware/require-https.ts'
import { secureHeaders } from './http/middleware/secure-headers.ts'
import { onDemandRoutes } from './http/on-demand-routes.ts'
import { adminGroups, apiGroups, onDemand, pageGroups, supabase, uploadGroups } from './on-demand.ts'

const fold = foldCase(() => app.routes)

/** Neither a trailing slash nor capitals in a path make a difference, as with Express. */
const app: Hono<AppEnv> = new Hono<AppEnv>({ getPath: (request) => fold(getPathNoStrict(request)) })

// In the order in which a request passes them.
app.use(requestId())
app.use(requestLog)
app.use(nameCharset)
app.use(secureHeaders)
app.use(requireHttps)
app.use(provideContext(onDemand))
app.use('/auth/v1/*', async (c, next) =>
  c.get('ctx').settings.SUPABASE_API === 'on' ? (await supabase()).answer(c) : next(),
)
app.use(cors)
app.route('/', onDemandRoutes(uploadGroups)) // before the limit, so that no other call asks whether it is one
app.use(limitBody)

app.route('/', routes)
app.route('/', onDemandRoutes([...apiGroups, ...adminGroups, ...pageGroups, ...extensionGroups]))

app.notFound(answerNotFound(app))
app.onError(answerError)

export { app }
