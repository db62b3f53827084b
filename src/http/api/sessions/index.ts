import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { endOtherSessionsRoute } from './end-other-sessions.ts'
import { endSessionRoute } from './end-session.ts'
import { listSessionsRoute } from './list-sessions.ts'

export const routes = new Hono<AppEnv>()
  .route('/', listSessionsRoute)
  .route('/', endSessionRoute)
  .route('/', endOtherSessionsRoute)
