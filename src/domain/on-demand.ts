import type { OwnTables } from './extensions/own-tables.ts'
import type { Hooks } from './hooks/hooks.ts'

/** Parts of a call that few calls have: loaded when one does. Where they come from is in src/on-demand.ts. */
export interface OnDemand {
  languages(): Promise<typeof import('../languages/index.ts')>
  mails(): Promise<typeof import('../mail/index.ts')>
  delivery(): Promise<typeof import('./notices/deliver-mail.ts')>
  passwordFormats(): Promise<typeof import('../crypto/password-formats/index.ts')>
  oidcProviders(): Promise<typeof import('../config/oidc-providers.ts')>
  mailCount(): Promise<typeof import('./figures/count-mail.ts')>
  operators(): Promise<typeof import('../config/admin.ts')>
  supabase(): Promise<typeof import('../config/supabase-api.ts')>
  outbox(): Promise<typeof import('./webhooks/outbox.ts')>
  webauthn(): Promise<typeof import('../crypto/webauthn/index.ts')>
  accessAssertions(): Promise<typeof import('../crypto/access-assertion.ts')>
  idTokens(): Promise<typeof import('../crypto/id-tokens.ts')>
  commonPasswords(): Promise<typeof import('./proofs/common-passwords.ts')>
  pwnedPasswords(): Promise<typeof import('../outbound/pwned-passwords.ts')>
  appleRevocation(): Promise<typeof import('../outbound/apple-revocation.ts')>
  tokenClaims(): Promise<typeof import('../config/token-claims.ts')>
  granted(): Promise<typeof import('./sign-in/granted.ts')>
  secondFactor(): Promise<typeof import('./sign-in/second-factor.ts')>
  decompression(): Promise<typeof import('../lib/decompress.ts')>
  guestMerge(): Promise<typeof import('./sign-in/merge-guest.ts')>
  legacyTokens(): Promise<typeof import('./sign-in/adopt-legacy-token.ts')>
  guardedHooks(): Promise<typeof import('./hooks/guard-hooks.ts')>
  /** The team's own, if there are any. */
  hooks: (() => Promise<{ hooks: Hooks }>) | undefined
  /** The same for tables whose rows belong to users. */
  ownTables: (() => Promise<{ tables: OwnTables }>) | undefined
}
