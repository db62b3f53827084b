import { Hono } from 'hono/tiny'
import { deleteAccountWithCredentials } from '../../domain/operations/account/delete-account-with-credentials.ts'
import { verifyEmailByLink } from '../../domain/operations/email/verify-email-by-link.ts'
import { forgotPassword } from '../../domain/operations/password/forgot-password.ts'
import { resetPasswordByLink } from '../../domain/operations/password/reset-password-by-link.ts'
import { emailConfirmationByLink } from '../api/email/schemas.ts'
import { passwordReset, resetRequest } from '../api/password/schemas.ts'
import { credentials } from '../api/sign-in/schemas.ts'
import type { AppEnv } from '../app-env.ts'
import { docsRoute } from './docs.ts'
import { page } from './page.ts'
import { renderPage } from './render-page.ts'
import { signInCodeRoute } from './sign-in-code.ts'
import { stylesheetRoute } from './stylesheet.ts'

/** What people do in a browser: the links in mails lead here, and the app stores require a way to delete an account. */
export const routes = new Hono<AppEnv>()
  .route(
    '/',
    page({
      path: '/account/confirm-email',
      file: 'confirm-email',
      schema: emailConfirmationByLink,
      linked: 'token',
      act: verifyEmailByLink,
    }),
  )
  .route(
    '/',
    page({
      path: '/account/forgot-password',
      file: 'forgot-password',
      schema: resetRequest,
      act: (ctx, { email }) => forgotPassword(ctx, email),
    }),
  )
  .route(
    '/',
    page({ path: '/account/reset-password', file: 'reset-password', schema: passwordReset, act: resetPasswordByLink }),
  )
  .route(
    '/',
    page({ path: '/account/delete', file: 'delete-account', schema: credentials, act: deleteAccountWithCredentials }),
  )
  .route('/', signInCodeRoute)
  .route('/', stylesheetRoute)
  .route('/', docsRoute)
  .get('/', (c) => renderPage(c, 'home'))
