import * as v from 'valibot'
import { MAX_SLICES, SLICE_ITERATIONS } from '../crypto/slice.ts'
import { parseDuration } from '../lib/duration.ts'
import { Problem } from '../model/problem.ts'

const DURATION_MAX_SECONDS = 10 * 365 * 86_400 // ten years: a longer one is a mistake, a far longer one no date
const ITERATIONS_MAX = MAX_SLICES * SLICE_ITERATIONS

// Every check has its own message: Valibot's messages quote the value.
const text = v.pipe(v.string('must be text'), v.trim())

const duration = v.pipe(
  v.union([v.string(), v.number()], 'must be a duration such as 15m or 10d'),
  v.transform((value) => parseDuration(String(value))),
  v.number('must be a duration such as 15m or 10d'),
  v.minValue(1, 'must be at least one second'),
  v.maxValue(DURATION_MAX_SECONDS, 'must be at most ten years, 3650d'),
)

const iterations = v.pipe(
  v.union([v.string(), v.number()], 'must be a whole number'),
  v.transform(Number),
  v.integer('must be a whole number'),
  v.minValue(SLICE_ITERATIONS, `must be at least ${SLICE_ITERATIONS}`),
  v.maxValue(ITERATIONS_MAX, `must be at most ${ITERATIONS_MAX}`),
  v.multipleOf(SLICE_ITERATIONS, `must be a multiple of ${SLICE_ITERATIONS}`),
)

const isOrigin = (value: string) => URL.parse(value)?.origin === value

const NO_ORIGINS = 'must be "*" or origins such as https://app.example.com'

/** Also the origin of a page in an app, such as capacitor://localhost, which the URL standard calls opaque. */
const isPageOrigin = (value: string) => isOrigin(value) || /^(?!https?:)[a-z][a-z\d+.-]*:\/\/[\w.-]+$/.test(value)

const origins = v.pipe(
  text,
  v.transform((list) => (list === '*' ? list : list.split(',').map((origin) => origin.trim().replace(/\/$/, '')))),
  v.union([v.literal('*'), v.array(v.pipe(v.string(), v.check(isPageOrigin, NO_ORIGINS)))], NO_ORIGINS),
)

const publicUrl = v.optional(
  v.pipe(
    text,
    v.transform((url) => url.replace(/\/+$/, '') || undefined),
    v.optional(v.pipe(v.string(), v.check(isOrigin, 'must be an origin such as https://api.example.com, or empty'))),
  ),
)

/** A comma-separated list; `undefined` if it is empty. */
const optionalListOf = (item: v.GenericSchema<string>) =>
  v.optional(
    v.pipe(
      text,
      v.transform((list) => list.split(',').flatMap((one) => one.trim() || [])),
      v.array(item),
      v.transform((items) => (items.length > 0 ? items : undefined)),
    ),
  )

const optionalList = optionalListOf(v.string())

const appleApps = optionalListOf(
  v.pipe(v.string(), v.regex(/^[A-Z\d]{10}\.[\w.-]+$/, 'must be app ids such as TEAM123456.com.example.app')),
)

const androidApps = optionalListOf(
  v.pipe(
    v.string(),
    v.regex(
      /^[\w.]+\s+([\dA-F]{2}:){31}[\dA-F]{2}$/,
      'must be packages, each with its SHA-256 fingerprint (AB:CD:...)',
    ),
  ),
)

/** Text that may be empty or missing: then `undefined`. */
const optionalOf = <T>(content: v.GenericSchema<string, T>) =>
  v.optional(
    v.pipe(
      text,
      v.transform((value) => value || undefined),
      v.optional(content),
    ),
  )

const optionalText = optionalOf(v.string())

const sender = optionalOf(v.pipe(v.string(), v.rfcEmail('must be an email address, or empty')))

const legacyUntil = optionalOf(
  v.pipe(
    v.string(),
    v.check(isDate, 'must be a date such as 2027-01-31, or empty'),
    v.transform((value) => new Date(value)),
  ),
)

/** An ISO 8601 date, with or without a time, that exists: JavaScript reads 31 February as a day in March. */
function isDate(value: string): boolean {
  const time = Date.parse(value)
  return (
    /^\d{4}-\d\d-\d\d(T.+Z)?$/.test(value) && time >= 0 && new Date(time).toISOString().startsWith(value.slice(0, 10))
  )
}

const pem = v.optional(
  v.pipe(
    text,
    v.regex(/^(-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----)?$/, 'must be a PKCS#8 key in PEM'),
  ),
)

const onOrOff = v.picklist(['on', 'off'], 'must be on or off')

const NO_JWK_SET = 'must be a JWK Set: npm run keys prints one'
const jwk = v.looseObject({ kty: v.string(NO_JWK_SET) }, NO_JWK_SET)

const jwkSet = v.pipe(
  v.string('is missing: npm run keys prints a new one'),
  v.parseJson({}, 'must be a JWK Set in JSON: npm run keys prints one'),
  v.object({ keys: v.pipe(v.array(jwk, NO_JWK_SET), v.minLength(1, 'must hold a key')) }, NO_JWK_SET),
)

/** A binding: something that has this method. */
const binding = <T>(method: string, message: string) =>
  v.custom<T>((value) => typeof value === 'object' && value !== null && method in value, message)

const rateLimit = v.optional(binding<RateLimit>('limit', 'must be a rate limit'))

const settingsSchema = v.object({
  DB: binding<D1Database>('withSession', 'must be a D1 database'),
  ASSETS: binding<Fetcher>('fetch', 'must be the binding of [assets]'),
  JWT_KEYS: jwkSet,
  ACCESS_TOKEN_TTL: duration,
  SESSION_TTL: duration,
  TOKEN_AUDIENCE: v.pipe(text, v.minLength(1, 'must not be empty')),
  PASSWORD_ITERATIONS: iterations,
  CORS_ORIGINS: origins,
  PUBLIC_URL: publicUrl,
  EVENTS_RETENTION: duration,
  APP_NAME: v.pipe(text, v.minLength(1, 'must not be empty')),
  MAIL_FROM: sender,
  EMAIL: v.optional(binding<SendEmail>('send', 'must send email')),
  RESEND_API_KEY: optionalText,
  BRAND_COLOR: v.pipe(text, v.regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b57d0')),
  APPLE_CLIENT_IDS: optionalList,
  APPLE_TEAM_ID: optionalText,
  APPLE_KEY_ID: optionalText,
  APPLE_PRIVATE_KEY: pem,
  GOOGLE_CLIENT_IDS: optionalList,
  GOOGLE_NONCE_CHECK: v.optional(onOrOff, 'on'),
  LEGACY_JWT_SECRET: optionalText,
  LEGACY_JWT_UNTIL: legacyUntil,
  FIREBASE_SIGNER_KEY: optionalText,
  APPLE_APP_IDS: appleApps,
  ANDROID_APPS: androidApps,
  SOURCE_URL: optionalText,
  PWNED_PASSWORDS: onOrOff,
  LIMIT_REGISTER: rateLimit,
  LIMIT_LOGIN: rateLimit,
  LIMIT_PASSWORD: rateLimit,
  LIMIT_MAIL: rateLimit,
  LIMIT_CODE: rateLimit,
  LIMIT_ACCOUNT: rateLimit,
  LIMIT_GENERAL: rateLimit,
})

const checkedSettings = v.pipe(
  settingsSchema,
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
)

/** Bindings and settings, read and checked; durations in seconds. Names are those of wrangler.toml. */
export type Settings = v.InferOutput<typeof checkedSettings>

/** Reads the environment; throws `misconfigured`, which names each wrong setting but never its value. */
export function parseSettings(env: object): Settings {
  const result = v.safeParse(checkedSettings, env, { abortPipeEarly: true })
  if (result.success) return result.output
  throw misconfigured(
    result.issues.map((issue) => {
      const name = String(issue.path?.[0]?.key ?? 'env')
      const missing = !(name in env)
      return { path: name, message: missing && !issue.message.startsWith('is ') ? 'is missing' : issue.message }
    }),
  )
}

/** The problem for wrong settings: names each and says what it must be. */
export function misconfigured(errors: { path: string; message: string }[]): Problem {
  const message = errors.map((error) => `${error.path} ${error.message}`).join('; ')
  return new Problem('misconfigured', { message: `${message}.`, errors })
}
