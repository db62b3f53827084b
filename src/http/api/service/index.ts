import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { getHealthRoute } from './get-health.ts'
import { getJwksRoute } from './get-jwks.ts'
import { getOpenapiDocumentRoute } from './get-openapi-document.ts'
import { getOpenidConfigurationRoute } from './get-openid-configuration.ts'

export const routes = new Hono<AppEnv>()
  .route('/', getJwksRoute)
  .route('/', getOpenidConfigurationRoute)
  .route('/', getOpenapiDocumentRoute)
  .route('/', getHealthRoute)
