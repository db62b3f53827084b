import * as v from 'valibot'

// Lengths count characters (code points), as JSON Schema's minLength and maxLength do, and not UTF-16 units.
const length = (value: string) => [...value].length
const longest = (limit: number) =>
  v.check<string, string>((value) => length(value) <= limit, `must have at most ${limit} characters`)
const shortest = (limit: number) =>
  v.check<string, string>(
    (value) => length(value) >= limit,
    limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`,
  )

/** Text that UTF-8 can represent: a lone surrogate would be stored as something else, a NUL would truncate it. */
const text = v.pipe(
  v.string('must be text'),
  v.check((value) => value.isWellFormed() && !value.includes('\0'), 'must be well-formed Unicode without NUL'),
)

const NAME_MAX = 100
const BIO_MAX = 1_000
const URL_MAX = 2_048
const LOCALE_MAX = 35 // RFC 5646 §4.4.1
const PASSWORD_MIN = 8 // NIST SP 800-63B §3.1.1
const PASSWORD_MAX = 256
const ID_MAX = 128 // ids of imported users may be this long
const EMAIL_MAX = 254 // RFC 5321 §4.5.3.1.3, less the angle brackets
const EMAIL_LOCAL_MAX = 64 // RFC 5321 §4.5.3.1.1

export const idInput = v.pipe(text, shortest(1), longest(ID_MAX))

export const nameInput = v.pipe(
  text,
  v.trim(),
  v.check((value) => /[^\p{C}\p{Z}]/u.test(value), 'must not be empty'),
  v.check((value) => !/\p{Cc}/u.test(value), 'must be one line without control characters'),
  longest(NAME_MAX),
  v.metadata({ examples: ['Syamlal'], minLength: 1, maxLength: NAME_MAX }),
)

/** What a client calls its device, if it knows (Expo's `deviceName` may be null); otherwise the user agent is read. */
export const deviceNameInput = v.exactOptional(
  v.pipe(
    v.nullable(
      v.pipe(
        text,
        v.trim(),
        v.check((value) => !/\p{Cc}/u.test(value), 'must be one line without control characters'),
        longest(NAME_MAX),
        v.metadata({
          examples: ["Robin's phone"],
          maxLength: NAME_MAX,
          description: 'Without one, with null or an empty text the user agent is read',
        }),
      ),
    ),
    v.transform((value) => value || undefined),
  ),
)

/** A one-time code as people type it: six digits, spaces do not matter. */
export const codeInput = v.pipe(
  text,
  v.transform((value) => value.replace(/\s/g, '')),
  v.regex(/^\d{6}$/, 'must be six digits'),
  v.metadata({ examples: ['482913'] }),
)

/** An empty text clears an optional field, as null does: a form cannot send null. */
const clearable = v.transform((value: string) => (value === '' ? null : value))
const CLEARING = 'null or an empty text clears it'

export const bioInput = v.nullable(
  v.pipe(
    text,
    v.trim(),
    longest(BIO_MAX),
    clearable,
    v.metadata({ examples: ['Climbs things.'], maxLength: BIO_MAX, description: CLEARING }),
  ),
)

export const avatarUrlInput = v.nullable(
  v.pipe(
    text,
    v.trim(),
    longest(URL_MAX),
    v.check((value) => value === '' || httpsUrl(value) !== undefined, 'must be an https URL'),
    v.transform((value) => httpsUrl(value) ?? ''),
    longest(URL_MAX), // its normalized form may be longer
    clearable,
    v.metadata({
      examples: ['https://example.com/syamlal.png'],
      pattern: '^(https://.+)?$',
      maxLength: URL_MAX,
      description: `An https URL; ${CLEARING}`,
    }),
  ),
)

export const localeInput = v.nullable(
  v.pipe(
    text,
    v.trim(),
    longest(LOCALE_MAX),
    v.check(
      (value) => value === '' || canonicalLocale(value) !== undefined,
      'must be a language tag such as en-GB (BCP 47)',
    ),
    v.transform((value) => canonicalLocale(value) ?? null),
    v.metadata({
      examples: ['en-GB'],
      maxLength: LOCALE_MAX,
      description: `A language tag (BCP 47); ${CLEARING}`,
    }),
  ),
)

/** An email address as it is stored and compared: trimmed, NFKC, lower case. */
export const emailInput = v.pipe(
  text,
  v.transform((value) => value.trim().normalize('NFKC').toLowerCase()),
  v.rfcEmail('must be an email address'),
  v.check(isDeliverable, 'must be an email address'),
  v.metadata({ examples: ['syamlal@example.com'], format: 'email', maxLength: EMAIL_MAX }),
)

/** A password to be set: 8 to 256 characters after NFKC, nothing else is required (NIST SP 800-63B §3.1.1.2). */
export const newPasswordInput = v.pipe(
  text,
  v.transform((value) => value.normalize('NFKC')),
  shortest(PASSWORD_MIN),
  longest(PASSWORD_MAX),
  v.metadata({
    examples: ['correct horse battery staple'],
    format: 'password',
    minLength: PASSWORD_MIN,
    maxLength: PASSWORD_MAX,
  }),
)

/**
 * A password to be compared, as it was sent: the backend that it was imported from may have hashed it like that, and
 * may have allowed a shorter one.
 */
export const passwordInput = v.pipe(
  text,
  shortest(1),
  v.check((value) => length(value.normalize('NFKC')) <= PASSWORD_MAX, `must have at most ${PASSWORD_MAX} characters`),
  v.metadata({
    examples: ['correct horse battery staple'],
    format: 'password',
    minLength: 1,
    maxLength: PASSWORD_MAX,
  }),
)

const TOKEN_EXAMPLE = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl'

export const tokenInput = v.pipe(text, v.minLength(1, 'must not be empty'), v.metadata({ examples: [TOKEN_EXAMPLE] }))

/** Text on the wire, with an example for the document. */
export const textOutput = (example: string) => v.pipe(v.string(), v.metadata({ examples: [example] }))

export const idOutput = v.pipe(
  v.string(),
  v.metadata({ examples: ['3q2-7wAAECAwQFBgcICQoL'], description: 'Opaque: nothing can be read from it' }),
)

export const flagOutput = v.pipe(v.boolean(), v.metadata({ examples: [true] }))

/** Where the next page of a list begins: in an answer, and in the request for that page. */
export const cursor = textOutput('MTc5NTUwMDAwMDAwMC4zcTIt')

export const tokenOutput = textOutput(TOKEN_EXAMPLE)

/** A time as a row has it, for the wire: ISO 8601, UTC. */
export const timeOutput = v.pipe(
  v.date(),
  v.transform((time) => time.toISOString()),
  v.string(),
  v.isoTimestamp(),
  v.metadata({ examples: ['2026-11-24T08:30:00.000Z'] }),
)

/**
 * The normalized form of an https URL (WHATWG URL), or `undefined`: what is stored is what every client would fetch.
 */
function httpsUrl(value: string): string | undefined {
  const url = URL.parse(value)
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined
}

/** The canonical spelling of a language tag (RFC 5646 §4.5), or `undefined`. */
function canonicalLocale(value: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(value)[0]
  } catch {
    return undefined
  }
}

function isDeliverable(email: string): boolean {
  const at = email.lastIndexOf('@')
  return email.length <= EMAIL_MAX && at <= EMAIL_LOCAL_MAX && email.includes('.', at)
}
