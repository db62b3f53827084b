import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { loginWithCodeRoute } from './login-with-code.ts'
import { sendLoginCodeRoute } from './send-login-code.ts'

/** The ways in by a mailed code. */
export const routes = new Hono<AppEnv>().route('/', sendLoginCodeRoute).route('/', loginWithCodeRoute)
