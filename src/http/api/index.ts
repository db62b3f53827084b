import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { deleteAccountRoute } from './account/delete-account.ts'
import { exportAccountRoute } from './account/export-account.ts'
import { listActivityRoute } from './account/list-activity.ts'
import { changeEmailRoute } from './email/change-email.ts'
import { sendEmailVerificationRoute } from './email/send-email-verification.ts'
import { verifyEmailRoute } from './email/verify-email.ts'
import { linkIdentityRoute } from './identities/link-identity.ts'
import { listIdentitiesRoute } from './identities/list-identities.ts'
import { unlinkIdentityRoute } from './identities/unlink-identity.ts'
import { changePasswordRoute } from './password/change-password.ts'
import { forgotPasswordRoute } from './password/forgot-password.ts'
import { resetPasswordRoute } from './password/reset-password.ts'
import { getProfileRoute } from './profile/get-profile.ts'
import { getPublicProfileRoute } from './profile/get-public-profile.ts'
import { updateProfileRoute } from './profile/update-profile.ts'
import { getHealthRoute } from './service/get-health.ts'
import { getJwksRoute } from './service/get-jwks.ts'
import { getOpenapiDocumentRoute } from './service/get-openapi-document.ts'
import { getOpenidConfigurationRoute } from './service/get-openid-configuration.ts'
import { endOtherSessionsRoute } from './sessions/end-other-sessions.ts'
import { endSessionRoute } from './sessions/end-session.ts'
import { listSessionsRoute } from './sessions/list-sessions.ts'
import { logoutRoute } from './sessions/logout.ts'
import { refreshTokenRoute } from './sessions/refresh-token.ts'
import { loginRoute } from './sign-in/login.ts'
import { loginWithProviderRoute } from './sign-in/login-with-provider.ts'
import { registerRoute } from './sign-in/register.ts'

export const routes = new Hono<AppEnv>()
  .route('/', registerRoute)
  .route('/', loginRoute)
  .route('/', getPublicProfileRoute)
  .route('/', getProfileRoute)
  .route('/', updateProfileRoute)
  .route('/', refreshTokenRoute)
  .route('/', logoutRoute)
  .route('/', listSessionsRoute)
  .route('/', endSessionRoute)
  .route('/', endOtherSessionsRoute)
  .route('/', loginWithProviderRoute)
  .route('/', linkIdentityRoute)
  .route('/', listIdentitiesRoute)
  .route('/', unlinkIdentityRoute)
  .route('/', changePasswordRoute)
  .route('/', forgotPasswordRoute)
  .route('/', resetPasswordRoute)
  .route('/', sendEmailVerificationRoute)
  .route('/', verifyEmailRoute)
  .route('/', changeEmailRoute)
  .route('/', exportAccountRoute)
  .route('/', deleteAccountRoute)
  .route('/', listActivityRoute)
  .route('/', getJwksRoute)
  .route('/', getOpenidConfigurationRoute)
  .route('/', getOpenapiDocumentRoute)
  .route('/', getHealthRoute)
