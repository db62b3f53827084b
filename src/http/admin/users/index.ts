import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { enableUserRoute } from './enable-user.ts'
import { getUserRoute } from './get-user.ts'

export const routes = new Hono<AppEnv>().route('/', getUserRoute).route('/', enableUserRoute)
