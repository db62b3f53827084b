import { requestId } from 'hono/request-id'
import { Hono } from 'hono/tiny'
import type { AppEnv } from './context.ts'
import { limitBody } from './middleware/body.ts'
import { provideContext } from './middleware/context.ts'
import { cors } from './middleware/cors.ts'
import { answerError, answerNotFound } from './middleware/failures.ts'
import { requestLog } from './middleware/request-log.ts'
import { requireHttps } from './middleware/require-https.ts'
import { secureHeaders } from './middleware/secure-headers.ts'
import { routes } from './routes/index.ts'
import { pages } from './routes/pages/index.ts'
import { associationRoute } from './routes/service/association.ts'

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
