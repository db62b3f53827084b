import type { OnDemand } from './domain/on-demand.ts'
import { loadHooks, loadTables } from './extensions.gen.ts'
import type { RouteGroup } from './http/on-demand-routes.ts'

// What an isolate loads at its first use, and not when it starts. Whoever reads their profile, logs in or refreshes
// needs nothing of it, and whoever registers the common passwords only. The build makes a module of each `import()`,
// and scripts/size.ts has a budget for each.

/** The same as the next, for bodies that may be larger than others: they have a limit of their own. */
export const uploadGroups: RouteGroup[] = [
  { load: () => import('./http/api/profile/uploads.ts'), routes: ['PUT /users/profile/avatar'] },
]

/** Routes of the API whose handlers are loaded by their first request. That there are such routes is known at the start. */
export const apiGroups: RouteGroup[] = [
  {
    load: () => import('./http/api/profile/index.ts'),
    routes: ['PUT /users/profile', 'PATCH /users/profile', 'DELETE /users/profile/avatar'],
  },
  {
    load: () => import('./http/api/sessions/index.ts'),
    routes: ['GET /users/sessions', 'DELETE /users/sessions/:sessionId', 'DELETE /users/sessions'],
  },
  {
    load: () => import('./http/api/guests/index.ts'),
    routes: ['POST /users/guest', 'POST /users/guest/upgrade'],
  },
  {
    load: () => import('./http/api/factors/index.ts'),
    routes: [
      'POST /users/factors/totp',
      'POST /users/factors/totp/confirm',
      'POST /users/login/second-factor', // before the providers, of which it is none
      'POST /users/factors/challenge',
      'GET /users/factors',
      'DELETE /users/factors/:factorId',
      'POST /users/recovery-codes',
    ],
  },
  {
    load: () => import('./http/api/sign-in/login-code.ts'), // before /users/login/:provider
    routes: ['POST /users/login/code', 'POST /users/login/code/verify'],
  },
  {
    load: () => import('./http/api/passkeys/index.ts'), // before what takes any provider's name in the place of `passkey`
    routes: [
      'POST /users/passkeys/options',
      'POST /users/passkeys',
      'POST /users/login/passkey/options',
      'POST /users/login/passkey',
      'GET /users/passkeys',
      'PATCH /users/passkeys/:passkeyId',
      'DELETE /users/passkeys/:passkeyId',
    ],
  },
  {
    load: () => import('./http/api/identities/index.ts'),
    routes: [
      'POST /users/login/:provider',
      'POST /users/identities/:provider',
      'GET /users/identities',
      'DELETE /users/identities/:provider',
    ],
  },
  {
    load: () => import('./http/api/password/index.ts'),
    routes: ['PUT /users/password', 'POST /users/password/forgot', 'POST /users/password/reset'],
  },
  {
    load: () => import('./http/api/email/index.ts'),
    routes: ['POST /users/email/verification', 'POST /users/email/verify', 'PUT /users/email'],
  },
  {
    load: () => import('./http/api/account/index.ts'),
    routes: ['GET /users/account/export', 'DELETE /users/account', 'GET /users/activity'],
  },
  {
    load: () => import('./http/api/service/index.ts'),
    routes: ['GET /.well-known/jwks.json', 'GET /.well-known/openid-configuration', 'GET /openapi.json', 'GET /health'],
  },
]

/** What operators call, where ADMIN is on. */
export const adminGroups: RouteGroup[] = [
  { load: () => import('./http/admin/audit/index.ts'), routes: ['GET /admin/audit'] },
  {
    load: () => import('./http/admin/users/index.ts'),
    routes: [
      'GET /admin/users',
      'GET /admin/users/:userId',
      'GET /admin/users/:userId/activity',
      'GET /admin/users/:userId/export',
      'POST /admin/users/:userId/enable',
    ],
  },
  {
    load: () => import('./http/admin/users/user-changes.ts'),
    routes: [
      'POST /admin/users',
      'PATCH /admin/users/:userId',
      'DELETE /admin/users/:userId',
      'POST /admin/users/:userId/disable',
      'DELETE /admin/users/:userId/sessions',
      'DELETE /admin/users/:userId/sessions/:sessionId',
      'DELETE /admin/users/:userId/factors/:factorId',
      'DELETE /admin/users/:userId/passkeys/:passkeyId',
      'POST /admin/users/:userId/password-reset',
    ],
  },
  {
    load: () => import('./http/admin/webhooks/index.ts'),
    routes: [
      'GET /admin/webhooks',
      'GET /admin/webhooks/deliveries',
      'POST /admin/webhooks/deliveries/:deliveryId/retry',
      'POST /admin/webhooks/restart',
    ],
  },
  {
    load: () => import('./http/admin/overview/index.ts'),
    routes: ['GET /admin/figures', 'GET /admin/settings', 'GET /admin/health'],
  },
]

/** The same for what is no part of the API. */
export const pageGroups: RouteGroup[] = [
  {
    load: () => import('./http/api/service/association.ts'),
    routes: ['GET /.well-known/apple-app-site-association', 'GET /.well-known/assetlinks.json'],
  },
  {
    load: () => import('./http/pages/index.ts'),
    routes: [
      'GET /account/confirm-email',
      'POST /account/confirm-email',
      'GET /account/forgot-password',
      'POST /account/forgot-password',
      'GET /account/reset-password',
      'POST /account/reset-password',
      'GET /account/sign-in-code',
      'GET /account/delete',
      'POST /account/delete',
      'GET /pages/style.css',
      'GET /docs',
      'GET /docs/scalar.js',
      'GET /',
    ],
  },
  { load: () => import('./http/pages/avatar.ts'), routes: ['GET /avatars/:key'] },
  { load: () => import('./http/pages/console.ts'), routes: ['GET /admin', 'GET /admin/assets/:file'] },
]

/** Parts of a call that few calls have. The domain, which knows no module above it, takes them from `ctx.onDemand`. */
export const onDemand: OnDemand = {
  languages: () => import('./languages/index.ts'),
  mails: () => import('./mail/index.ts'),
  delivery: () => import('./domain/notices/deliver-mail.ts'),
  passwordFormats: () => import('./crypto/password-formats/index.ts'),
  oidcProviders: () => import('./config/oidc-providers.ts'),
  mailCount: () => import('./domain/figures/count-mail.ts'),
  operators: () => import('./config/admin.ts'),
  supabase: () => import('./config/supabase-api.ts'),
  outbox: () => import('./domain/webhooks/outbox.ts'),
  webauthn: () => import('./crypto/webauthn/index.ts'),
  accessAssertions: () => import('./crypto/access-assertion.ts'),
  idTokens: () => import('./crypto/id-tokens.ts'),
  commonPasswords: () => import('./domain/proofs/common-passwords.ts'),
  pwnedPasswords: () => import('./outbound/pwned-passwords.ts'),
  appleRevocation: () => import('./outbound/apple-revocation.ts'),
  tokenClaims: () => import('./config/token-claims.ts'),
  granted: () => import('./domain/sign-in/granted.ts'),
  secondFactor: () => import('./domain/sign-in/second-factor.ts'),
  decompression: () => import('./lib/decompress.ts'),
  guestMerge: () => import('./domain/sign-in/merge-guest.ts'),
  legacyTokens: () => import('./domain/sign-in/adopt-legacy-token.ts'),
  guardedHooks: () => import('./domain/hooks/guard-hooks.ts'),
  hooks: loadHooks,
  ownTables: loadTables,
}

/** What the SDKs of Supabase call, where SUPABASE_API is on. */
export const supabase = () => import('./supabase/index.ts')

/** What other Workers call (src/rpc.ts). */
export const verifyCall = () => import('./rpc/verify-token.ts')
export const userCalls = () => import('./rpc/user-calls.ts')

/** What the cron trigger runs. */
export const sweepJob = () => import('./jobs/sweep.ts')
export const deliverJob = () => import('./jobs/deliver.ts')

/** The same where ADMIN is on. */
export const countJob = () => import('./jobs/count.ts')
