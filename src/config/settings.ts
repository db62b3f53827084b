import * as v from 'valibot'
import { settings as extensionSettings } from '../extensions/settings.ts'
import type { OidcProvider, Provider } from '../model/providers.ts'
import type { About } from './about.ts'
import type { AccessGate, ServiceKey } from './admin.ts'
import {
  androidApps,
  appleApps,
  duration,
  encryptionKeys,
  importedForms,
  iterations,
  jwkSet,
  legacyUntil,
  locale,
  onOrOff,
  optionalList,
  optionalText,
  origins,
  pem,
  publicUrl,
  rpId,
  sender,
  text,
} from './checks.ts'
import type { SupabaseSettings } from './supabase-api.ts'
import type { Webhooks } from './webhooks.ts'

/** What is written in wrangler.toml and given as secrets, by these names. */
const variables = v.object({
  ...extensionSettings.entries,
  JWT_KEYS: jwkSet,
  ENCRYPTION_KEYS: encryptionKeys,
  ACCESS_TOKEN_TTL: duration,
  SESSION_TTL: duration,
  SESSION_MAX_AGE: v.optional(duration, '365d'),
  TOKEN_AUDIENCE: v.pipe(text, v.minLength(1, 'must not be empty')),
  PASSWORD_ITERATIONS: iterations,
  IMPORTED_HASHES: importedForms,
  PWNED_PASSWORDS: onOrOff,
  GUESTS: v.optional(onOrOff, 'off'),
  FACTORS: v.optional(onOrOff, 'off'),
  GUEST_TTL: v.optional(duration, '60d'),
  LOGIN_CODES: v.optional(onOrOff, 'off'),
  SIGN_UP_BY_CODE: v.optional(onOrOff, 'off'),
  PASSKEYS: v.optional(onOrOff, 'off'),
  PASSKEY_RP_ID: rpId,
  NEW_DEVICE_NOTICE: v.optional(onOrOff, 'on'),
  CORS_ORIGINS: origins,
  PUBLIC_URL: publicUrl,
  EVENTS_RETENTION: duration,
  TOKEN_CLAIMS: optionalList, // its names are checked by checkTokenClaims, where there are any
  ADMIN: v.optional(onOrOff, 'off'),
  ADMIN_SESSION_MAX: v.optional(duration, '12h'),
  AUDIT_RETENTION: v.optional(duration, '730d'),
  SERVICE_KEYS: optionalList, // these three are read by addOperators, where ADMIN is on
  ACCESS_TEAM: optionalText,
  ACCESS_AUD: optionalText,
  WEBHOOK_URLS: optionalList, // these are read by addWebhooks, where there are any
  WEBHOOK_SECRET: optionalText,
  WEBHOOK_TYPES: optionalList,
  WEBHOOK_RESOLVER: optionalText,
  SUPABASE_API: v.optional(onOrOff, 'off'),
  SUPABASE_AUTOCONFIRM: optionalText, // these are read by addSupabase, where that is on
  SUPABASE_ACCESS_TOKEN_TTL: optionalText,
  SUPABASE_PASSWORD_MIN: optionalText,
  SUPABASE_LINKS_SIGN_IN: optionalText,
  SUPABASE_MANUAL_LINKING: optionalText,
  SUPABASE_SITE_URL: optionalText,
  SUPABASE_REDIRECT_URLS: optionalList,
  SUPABASE_SERVICE_KEYS: optionalText,
  APP_NAME: v.pipe(text, v.minLength(1, 'must not be empty')),
  DEFAULT_LOCALE: locale,
  BRAND_COLOR: v.pipe(text, v.regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b57d0')),
  SOURCE_URL: optionalText,
  MAIL_FROM: sender,
  RESEND_API_KEY: optionalText,
  APPLE_CLIENT_IDS: optionalList,
  APPLE_TEAM_ID: optionalText,
  APPLE_KEY_ID: optionalText,
  APPLE_PRIVATE_KEY: pem,
  GOOGLE_CLIENT_IDS: optionalList,
  GOOGLE_NONCE_CHECK: v.optional(onOrOff, 'on'),
  OIDC_PROVIDERS: optionalText, // read by addOidcProviders, where it is set
  LEGACY_JWT_SECRET: optionalText,
  LEGACY_JWT_UNTIL: legacyUntil,
  LEGACY_JWT_USER_CLAIM: optionalText,
  FIREBASE_SIGNER_KEY: optionalText,
  APPLE_APP_IDS: appleApps,
  ANDROID_APPS: androidApps,
})

type Variables = v.InferOutput<typeof variables>

/** The names of all settings, secrets among them. */
export const settingNames = (): string[] => Object.keys(variables.entries)

/** A provider whose ID tokens are accepted. */
export interface ProviderSettings {
  /** Our apps there: who a token may be for. */
  clientIds: readonly string[]
  /** Accepts a nonce in a token although the app sent none. */
  acceptsUnknownNonce: boolean
  /** What the settings say of it, if it is neither Apple nor Google. */
  oidc?: OidcProvider
}

/** What it takes to ask Apple to revoke what a user granted. */
export interface AppleRevocation {
  team: string
  keyId: string
  /** PKCS#8 in PEM, as Apple's developer site gives it. */
  privateKey: string
}

/** Until when tokens of the old backend are accepted, what they are signed with, and which claim names their user. */
export interface LegacyTokens {
  secret: string
  until: Date
  userClaim: string
}

/** Who may operate the service, beside users with the role `admin`; none where ADMIN is off. */
export interface Operators {
  serviceKeys: readonly ServiceKey[]
  access: AccessGate | undefined
  /** Says how the service is set up. */
  about?: () => About
}

export const settingsSchema = v.pipe(
  variables,
  v.forward(
    v.check(
      ({ LEGACY_JWT_SECRET, LEGACY_JWT_UNTIL }) => !LEGACY_JWT_SECRET || LEGACY_JWT_UNTIL !== undefined,
      'must say until when, as long as there is a LEGACY_JWT_SECRET',
    ),
    ['LEGACY_JWT_UNTIL'],
  ),
  v.forward(
    v.check(
      ({ ACCESS_TOKEN_TTL, SESSION_TTL }) => SESSION_TTL > ACCESS_TOKEN_TTL / 2,
      'must be longer than half of ACCESS_TOKEN_TTL, when tokens are renewed and their session with them',
    ),
    ['SESSION_TTL'],
  ),
  v.forward(
    v.check(
      ({ FACTORS, ENCRYPTION_KEYS }) => FACTORS === 'off' || ENCRYPTION_KEYS !== undefined,
      'is missing, and FACTORS is on: npm run keys -- --for encryption prints a new one',
    ),
    ['ENCRYPTION_KEYS'],
  ),
  v.transform(inGroups),
)

/** The settings, read and checked; durations in seconds. What belongs together is a group, whole or absent. */
export type Settings = ReturnType<typeof inGroups>

function inGroups({
  MAIL_FROM,
  ENCRYPTION_KEYS,
  APPLE_CLIENT_IDS,
  APPLE_TEAM_ID: team,
  APPLE_KEY_ID: keyId,
  APPLE_PRIVATE_KEY: privateKey,
  GOOGLE_CLIENT_IDS,
  GOOGLE_NONCE_CHECK,
  LEGACY_JWT_SECRET: secret,
  LEGACY_JWT_UNTIL: until,
  LEGACY_JWT_USER_CLAIM: userClaim = '_id',
  ...settings
}: Variables) {
  const sender = MAIL_FROM ? { name: settings.APP_NAME, email: MAIL_FROM } : undefined
  const revocation: AppleRevocation | undefined = team && keyId && privateKey ? { team, keyId, privateKey } : undefined
  const apple: (ProviderSettings & { revocation: typeof revocation }) | undefined = APPLE_CLIENT_IDS && {
    clientIds: APPLE_CLIENT_IDS,
    acceptsUnknownNonce: false,
    revocation,
  }
  const google: ProviderSettings | undefined = GOOGLE_CLIENT_IDS && {
    clientIds: GOOGLE_CLIENT_IDS,
    acceptsUnknownNonce: GOOGLE_NONCE_CHECK === 'off',
  }
  const providers = new Map<Provider, ProviderSettings | undefined>([
    ['apple', apple],
    ['google', google],
  ])
  const legacyTokens: LegacyTokens | undefined = secret && until ? { secret, until, userClaim } : undefined
  const operators: Operators = { serviceKeys: [], access: undefined }
  const encryptionKeys = ENCRYPTION_KEYS?.keys ?? []
  return {
    ...settings,
    encryptionKeys,
    sender,
    apple,
    providers,
    legacyTokens,
    operators,
    webhooks: nobodyTold(),
    supabase: notSpoken(),
  }
}

/** Until `addSupabase` reads how the protocol is set up, where it is on. */
const notSpoken = (): SupabaseSettings | undefined => undefined

/** Until `addWebhooks` reads who is told of changes, where anybody is. */
const nobodyTold = (): Webhooks | undefined => undefined
