import { requestId } from 'hono/request-id'
import { Hono } from 'hono/tiny'
import { routes } from './http/api/index.ts'
import { associationRoute } from './http/api/service/association.ts'
import type { AppEnv } from './http/app-env.ts'
import { limitBody } from './http/middleware/body.ts'
import { provideContext } from './http/middleware/context.ts'
import { cors } from './http/middleware/cors.ts'
import { answerError, answerNotFound } from './http/middleware/failures.ts'
import { requestLog } from './http/middleware/request-log.ts'
import { requireHttps } from './http/middleware/require-https.ts'
import { secureHeaders } from './http/middleware/secure-headers.ts'
import { pages } from './http/pages/index.ts'

const app = new Hono<AppEnv>({ strict: false }) // a trailing slash makes no difference

// In the order in which a request passes them.
app.use(requestId())
app.use(requestLog)
app.use(secureHeaders)
app.use(requireHttps)
app.use(provideContext)
app.use(cors)
app.use(limitBody)

app.route('/', routes)
app.route('/', pages)
app.route('/', associationRoute)

app.notFound(answerNotFound(app))
app.onError(answerError)

export { app }
export type AppType = typeof routes
