import * as v from 'valibot'
import { IMPORTED_FORM } from '../crypto/imported-forms.ts'
import { MAX_SLICES, SLICE_ITERATIONS } from '../crypto/slice.ts'
import { parseDuration } from '../lib/duration.ts'
import { toLocale } from '../model/locale.ts'

const DURATION_MAX_SECONDS = 10 * 365 * 86_400 // ten years: a longer one is a mistake, a far longer one no date
const ITERATIONS_MAX = MAX_SLICES * SLICE_ITERATIONS

// Every check has its own message: Valibot's messages quote the value.
export const text = v.pipe(v.string('must be text'), v.trim())

export const duration = v.pipe(
  v.union([v.string(), v.number()], 'must be a duration such as 15m or 10d'),
  v.transform((value) => parseDuration(String(value))),
  v.number('must be a duration such as 15m or 10d'),
  v.minValue(1, 'must be at least one second'),
  v.maxValue(DURATION_MAX_SECONDS, 'must be at most ten years, 3650d'),
)

export const iterations = v.pipe(
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

export const origins = v.pipe(
  text,
  v.transform((list) => (list === '*' ? list : list.split(',').map((origin) => origin.trim().replace(/\/$/, '')))),
  v.union([v.literal('*'), v.array(v.pipe(v.string(), v.check(isPageOrigin, NO_ORIGINS)))], NO_ORIGINS),
)

export const publicUrl = v.optional(
  v.pipe(
    text,
    v.transform((url) => url.replace(/\/+$/, '') || undefined),
    v.optional(v.pipe(v.string(), v.check(isOrigin, 'must be an origin such as https://api.example.com, or empty'))),
  ),
)

/** A comma-separated list; `undefined` if it is empty. */
export const optionalListOf = (item: v.GenericSchema<string>) =>
  v.optional(
    v.pipe(
      text,
      v.transform((list) => list.split(',').flatMap((one) => one.trim() || [])),
      v.array(item),
      v.transform((items) => (items.length > 0 ? items : undefined)),
    ),
  )

export const optionalList = optionalListOf(v.string())

const NO_FORMS = 'must be forms such as $2b$10$, separated by spaces, or empty'

/** Separated by spaces, for a form contains commas. */
export const importedForms = v.optional(
  v.pipe(
    text,
    v.transform((forms) => forms.split(/\s+/).filter(Boolean)),
    v.array(v.pipe(v.string(), v.regex(IMPORTED_FORM, NO_FORMS))),
  ),
  '',
)

export const appleApps = optionalListOf(
  v.pipe(v.string(), v.regex(/^[A-Z\d]{10}\.[\w.-]+$/, 'must be app ids such as TEAM123456.com.example.app')),
)

export const androidApps = optionalListOf(
  v.pipe(
    v.string(),
    v.regex(
      /^[\w.]+\s+([\dA-F]{2}:){31}[\dA-F]{2}$/,
      'must be packages, each with its SHA-256 fingerprint (AB:CD:...)',
    ),
  ),
)

/** Text that may be empty or missing: then `undefined`. */
export const optionalOf = <T>(content: v.GenericSchema<string, T>) =>
  v.optional(
    v.pipe(
      text,
      v.transform((value) => value || undefined),
      v.optional(content),
    ),
  )

export const optionalText = optionalOf(v.string())

/** A language tag, as platforms spell it. */
export const locale = optionalOf(
  v.pipe(v.string(), v.transform(toLocale), v.string('must be a language tag such as en-GB, or empty')),
)

/** A domain, without a port. */
export const rpId = optionalOf(
  v.pipe(v.string(), v.regex(/^([a-z\d-]+\.)*[a-z\d-]+$/, 'must be a domain such as example.com, or empty')),
)

export const sender = optionalOf(v.pipe(v.string(), v.rfcEmail('must be an email address, or empty')))

export const legacyUntil = optionalOf(
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

export const pem = v.optional(
  v.pipe(
    text,
    v.regex(/^(-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----)?$/, 'must be a PKCS#8 key in PEM'),
  ),
)

export const onOrOff = v.picklist(['on', 'off'], 'must be on or off')

/** A JWK Set whose keys `key` describes, in JSON; `message` says what is wrong with any other text, and `missing` with none. */
const keySet = <K extends v.GenericSchema>(key: K, message: string, missing = message) =>
  v.pipe(
    v.string(missing),
    v.parseJson({}, message),
    v.object({ keys: v.pipe(v.array(key, message), v.minLength(1, 'must hold a key')) }, message),
  )

const NO_JWK_SET = 'must be a JWK Set in JSON: npm run keys prints one'

export const jwkSet = keySet(
  v.looseObject({ kty: v.string(NO_JWK_SET) }, NO_JWK_SET),
  NO_JWK_SET,
  'is missing: npm run keys prints a new one',
)

const NO_ENCRYPTION_KEYS = 'must be a JWK Set of 256-bit keys: npm run keys -- --for encryption prints one'
const KEY_256_BITS = /^[\w-]{43}$/ // 32 bytes in base64url

/** A JWK Set of symmetric keys, each with a `kid`: the first encrypts, all decrypt. `undefined` if it is empty. */
export const encryptionKeys = optionalOf(
  keySet(
    v.object(
      {
        kty: v.literal('oct', NO_ENCRYPTION_KEYS),
        kid: v.pipe(v.string(NO_ENCRYPTION_KEYS), v.minLength(1, NO_ENCRYPTION_KEYS)),
        k: v.pipe(v.string(NO_ENCRYPTION_KEYS), v.regex(KEY_256_BITS, NO_ENCRYPTION_KEYS)),
      },
      NO_ENCRYPTION_KEYS,
    ),
    NO_ENCRYPTION_KEYS,
  ),
)
