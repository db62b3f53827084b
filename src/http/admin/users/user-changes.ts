import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { createUserRoute } from './create-user.ts'
import { deleteUserRoute } from './delete-user.ts'
import { disableUserRoute } from './disable-user.ts'
import { endUserSessionRoute } from './end-user-session.ts'
import { endUserSessionsRoute } from './end-user-sessions.ts'
import { removeUserFactorRoute } from './remove-user-factor.ts'
import { removeUserPasskeyRoute } from './remove-user-passkey.ts'
import { sendUserPasswordResetRoute } from './send-user-password-reset.ts'
import { updateUserRoute } from './update-user.ts'

// What operators change of users: another module than what they read, which is called far more often.

export const routes = new Hono<AppEnv>()
  .route('/', createUserRoute)
  .route('/', updateUserRoute)
  .route('/', deleteUserRoute)
  .route('/', disableUserRoute)
  .route('/', endUserSessionsRoute)
  .route('/', endUserSessionRoute)
  .route('/', removeUserFactorRoute)
  .route('/', removeUserPasskeyRoute)
  .route('/', sendUserPasswordResetRoute)
