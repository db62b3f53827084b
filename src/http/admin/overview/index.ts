import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { getAdminHealthRoute } from './get-admin-health.ts'
import { getFiguresRoute } from './get-figures.ts'
import { getSettingsRoute } from './get-settings.ts'

export const routes = new Hono<AppEnv>()
  .route('/', getFiguresRoute)
  .route('/', getSettingsRoute)
  .route('/', getAdminHealthRoute)
