import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { listAuditRoute } from './list-audit.ts'

export const routes = new Hono<AppEnv>().route('/', listAuditRoute)
