import { Hono } from 'hono'
import type { AppEnv } from '../context.ts'
import { healthRoute } from './service/health.ts'
import { jwksRoute } from './service/jwks.ts'
import { openapiRoute } from './service/openapi.ts'
import { openidConfigurationRoute } from './service/openid-configuration.ts'
import { logoutRoute } from './sessions/logout.ts'
import { refreshRoute } from './sessions/refresh.ts'
import { loginRoute } from './users/login.ts'
import { readOwnProfileRoute } from './users/read-own-profile.ts'
import { readPublicProfileRoute } from './users/read-public-profile.ts'
import { registerRoute } from './users/register.ts'
import { updateProfileRoute } from './users/update-profile.ts'

export const routes = new Hono<AppEnv>()
  .route('/', registerRoute)
  .route('/', loginRoute)
  .route('/', readPublicProfileRoute)
  .route('/', readOwnProfileRoute)
  .route('/', updateProfileRoute)
  .route('/', refreshRoute)
  .route('/', logoutRoute)
  .route('/', jwksRoute)
  .route('/', openidConfigurationRoute)
  .route('/', openapiRoute)
  .route('/', healthRoute)
