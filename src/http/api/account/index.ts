import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { deleteAccountRoute } from './delete-account.ts'
import { exportAccountRoute } from './export-account.ts'
import { listActivityRoute } from './list-activity.ts'

export const routes = new Hono<AppEnv>()
  .route('/', exportAccountRoute)
  .route('/', deleteAccountRoute)
  .route('/', listActivityRoute)
