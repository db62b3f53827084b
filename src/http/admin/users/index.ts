import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { enableUserRoute } from './enable-user.ts'
import { exportUserRoute } from './export-user.ts'
import { getUserRoute } from './get-user.ts'
import { listUserActivityRoute } from './list-user-activity.ts'
import { listUsersRoute } from './list-users.ts'

export const routes = new Hono<AppEnv>()
  .route('/', listUsersRoute)
  .route('/', getUserRoute)
  .route('/', listUserActivityRoute)
  .route('/', exportUserRoute)
  .route('/', enableUserRoute)
