import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { setAvatarRoute } from './set-avatar.ts'

/** Those whose bodies may be large. */
export const routes = new Hono<AppEnv>().route('/', setAvatarRoute)
