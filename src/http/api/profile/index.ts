import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { removeAvatarRoute } from './remove-avatar.ts'
import { updateProfileRoute } from './update-profile.ts'

/** Those of the profile that few calls need; the others are in src/http/api/index.ts. */
export const routes = new Hono<AppEnv>().route('/', updateProfileRoute).route('/', removeAvatarRoute)
