import * as v from 'valibot'
import { parseDuration } from './lib/duration.ts'
import { Problem } from './problem.ts'

/** Iterations come in slices of this many, see crypto/password.ts. */
const ITERATIONS_STEP = 10_000
const ITERATIONS_MAX = 10_000_000 // crypto/password.ts takes a stored cost above this for damage

// Every check has a message of its own: those of Valibot quote the value.
const text = v.pipe(v.string('must be text'), v.trim())

const duration = v.pipe(
  v.union([v.string(), v.number()], 'must be a duration such as 15m or 10d'),
  v.transform((value) => parseDuration(String(value))),
  v.number('must be a duration such as 15m or 10d'),
  v.minValue(1, 'must be at least one second'),
)

const iterations = v.pipe(
  v.union([v.string(), v.number()], 'must be a whole number'),
  v.transform(Number),
  v.integer('must be a whole number'),
  v.minValue(ITERATIONS_STEP, `must be at least ${ITERATIONS_STEP}`),
  v.maxValue(ITERATIONS_MAX, `must be at most ${ITERATIONS_MAX}`),
  v.multipleOf(ITERATIONS_STEP, `must be a multiple of ${ITERATIONS_STEP}`),
)

const origin = v.pipe(
  text,
  v.check((value) => URL.parse(value)?.origin === value, 'must be "*" or origins such as https://app.example.com'),
)

const origins = v.pipe(
  text,
  v.transform((list) => (list === '*' ? list : list.split(','))),
  v.union([v.literal('*'), v.array(origin)], 'must be "*" or origins such as https://app.example.com'),
)

const publicUrl = v.optional(
  v.pipe(
    text,
    v.transform((url) => url.replace(/\/+$/, '') || undefined),
    v.optional(v.pipe(v.string(), v.url('must be a URL such as https://api.example.com, or empty'))),
  ),
)

/** A list with commas; `undefined` for an empty one. */
const optionalList = v.optional(
  v.pipe(
    text,
    v.transform((list) => list.split(',').flatMap((item) => item.trim() || [])),
    v.transform((items) => (items.length > 0 ? items : undefined)),
  ),
)

const optionalText = v.optional(
  v.pipe(
    text,
    v.transform((value) => value || undefined),
  ),
)

const legacyUntil = v.optional(
  v.pipe(
    text,
    v.transform((value) => (value ? new Date(value) : undefined)),
    v.optional(v.date('must be a date such as 2027-01-31, or empty')),
  ),
)

const pem = v.optional(
  v.pipe(
    text,
    v.regex(/^(-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----)?$/, 'must be a PKCS#8 key in PEM'),
  ),
)

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
  MAIL_FROM: optionalText,
  EMAIL: v.optional(binding<SendEmail>('send', 'must send email')),
  RESEND_API_KEY: optionalText,
  BRAND_COLOR: v.pipe(text, v.regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b57d0')),
  APPLE_CLIENT_IDS: optionalList,
  APPLE_TEAM_ID: optionalText,
  APPLE_KEY_ID: optionalText,
  APPLE_PRIVATE_KEY: pem,
  GOOGLE_CLIENT_IDS: optionalList,
  LEGACY_JWT_SECRET: optionalText,
  LEGACY_JWT_UNTIL: legacyUntil,
  FIREBASE_SIGNER_KEY: optionalText,
  APPLE_APP_IDS: optionalList,
  ANDROID_APPS: optionalList,
  SOURCE_URL: optionalText,
  PWNED_PASSWORDS: v.picklist(['on', 'off'], 'must be on or off'),
  LIMIT_REGISTER: rateLimit,
  LIMIT_PASSWORD: rateLimit,
  LIMIT_MAIL: rateLimit,
  LIMIT_CODE: rateLimit,
  LIMIT_GENERAL: rateLimit,
})

const settingsInOrder = v.pipe(
  settingsSchema,
  v.forward(
    v.check(
      ({ LEGACY_JWT_SECRET, LEGACY_JWT_UNTIL }) => !LEGACY_JWT_SECRET || LEGACY_JWT_UNTIL !== undefined,
      'must say until when, as long as there is a LEGACY_JWT_SECRET',
    ),
    ['LEGACY_JWT_UNTIL'],
  ),
)

/** Bindings and settings, read and checked; durations in seconds. Names are those of wrangler.toml. */
export type Settings = v.InferOutput<typeof settingsInOrder>

/** Reads the environment; throws `misconfigured`, which names each setting that is wrong and never its value. */
export function parseSettings(env: object): Settings {
  const result = v.safeParse(settingsInOrder, env, { abortPipeEarly: true })
  if (result.success) return result.output
  throw misconfigured(
    result.issues.map((issue) => {
      const name = String(issue.path?.[0]?.key ?? 'env')
      const missing = !(name in env)
      return { path: name, message: missing && !issue.message.startsWith('is ') ? 'is missing' : issue.message }
    }),
  )
}

/** The problem that a wrong setting causes: says which one and what it must be. */
export function misconfigured(errors: { path: string; message: string }[]): Problem {
  const message = errors.map((error) => `${error.path} ${error.message}`).join('; ')
  return new Problem('misconfigured', { message: `${message}.`, errors })
}
