import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { loginWithProviderRoute } from '../sign-in/login-with-provider.ts'
import { linkIdentityRoute } from './link-identity.ts'
import { listIdentitiesRoute } from './list-identities.ts'
import { unlinkIdentityRoute } from './unlink-identity.ts'

export const routes = new Hono<AppEnv>()
  .route('/', loginWithProviderRoute)
  .route('/', linkIdentityRoute)
  .route('/', listIdentitiesRoute)
  .route('/', unlinkIdentityRoute)
