import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { changePasswordRoute } from './change-password.ts'
import { forgotPasswordRoute } from './forgot-password.ts'
import { resetPasswordRoute } from './reset-password.ts'

export const routes = new Hono<AppEnv>()
  .route('/', changePasswordRoute)
  .route('/', forgotPasswordRoute)
  .route('/', resetPasswordRoute)
