import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { createGuestRoute } from './create-guest.ts'
import { upgradeGuestRoute } from './upgrade-guest.ts'

export const routes = new Hono<AppEnv>().route('/', createGuestRoute).route('/', upgradeGuestRoute)
