import { Hono } from 'hono/tiny'
import type { AppEnv } from '../context.ts'
import { deleteAccountRoute } from './account/delete-account.ts'
import { exportAccountRoute } from './account/export-account.ts'
import { listActivityRoute } from './account/list-activity.ts'
import { confirmEmailRoute } from './email/confirm-email.ts'
import { requestEmailChangeRoute } from './email/request-email-change.ts'
import { sendVerificationRoute } from './email/send-verification.ts'
import { linkIdentityRoute } from './identities/link-identity.ts'
import { listIdentitiesRoute } from './identities/list-identities.ts'
import { loginWithProviderRoute } from './identities/login-with-provider.ts'
import { unlinkIdentityRoute } from './identities/unlink-identity.ts'
import { changePasswordRoute } from './password/change-password.ts'
import { requestResetRoute } from './password/request-reset.ts'
import { resetPasswordRoute } from './password/reset-password.ts'
import { healthRoute } from './service/health.ts'
import { jwksRoute } from './service/jwks.ts'
import { openapiRoute } from './service/openapi.ts'
import { openidConfigurationRoute } from './service/openid-configuration.ts'
import { endOtherSessionsRoute } from './sessions/end-other-sessions.ts'
import { endSessionRoute } from './sessions/end-session.ts'
import { listSessionsRoute } from './sessions/list-sessions.ts'
import { logoutRoute } from './sessions/logout.ts'
import { refreshRoute } from './sessions/refresh.ts'
import { loginRoute } from './users/login.ts'
import { readOwnProfileRoute } from './users/read-own-profile.ts'
import { readPublicProfileRoute } from './users/read-public-profile.ts'
import { registerRoute } from './users/register.ts'
import { updateProfileRoute } from './users/update-profile.ts'

export const routes = new Hono<AppEnv>()
  .route('/', registerRoute)
  .route('/', loginRoute)
  .route('/', readPublicProfileRoute)
  .route('/', readOwnProfileRoute)
  .route('/', updateProfileRoute)
  .route('/', refreshRoute)
  .route('/', logoutRoute)
  .route('/', listSessionsRoute)
  .route('/', endSessionRoute)
  .route('/', endOtherSessionsRoute)
  .route('/', loginWithProviderRoute)
  .route('/', linkIdentityRoute)
  .route('/', listIdentitiesRoute)
  .route('/', unlinkIdentityRoute)
  .route('/', changePasswordRoute)
  .route('/', requestResetRoute)
  .route('/', resetPasswordRoute)
  .route('/', sendVerificationRoute)
  .route('/', confirmEmailRoute)
  .route('/', requestEmailChangeRoute)
  .route('/', exportAccountRoute)
  .route('/', deleteAccountRoute)
  .route('/', listActivityRoute)
  .route('/', jwksRoute)
  .route('/', openidConfigurationRoute)
  .route('/', openapiRoute)
  .route('/', healthRoute)
