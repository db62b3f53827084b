import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { changeEmailRoute } from './change-email.ts'
import { sendEmailVerificationRoute } from './send-email-verification.ts'
import { verifyEmailRoute } from './verify-email.ts'

export const routes = new Hono<AppEnv>()
  .route('/', sendEmailVerificationRoute)
  .route('/', verifyEmailRoute)
  .route('/', changeEmailRoute)
