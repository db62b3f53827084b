import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { getFiguresRoute } from './get-figures.ts'

export const routes = new Hono<AppEnv>().route('/', getFiguresRoute)
