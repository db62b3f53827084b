import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { getProfileRoute } from './profile/get-profile.ts'
import { getPublicProfileRoute } from './profile/get-public-profile.ts'
import { logoutRoute } from './sessions/logout.ts'
import { refreshTokenRoute } from './sessions/refresh-token.ts'
import { loginRoute } from './sign-in/login.ts'
import { registerRoute } from './sign-in/register.ts'

/** The routes that every app calls all the time. Those of src/on-demand.ts are loaded when they are first called. */
export const routes = new Hono<AppEnv>()
  .route('/', registerRoute)
  .route('/', loginRoute)
  .route('/', getPublicProfileRoute)
  .route('/', getProfileRoute)
  .route('/', refreshTokenRoute)
  .route('/', logoutRoute)
