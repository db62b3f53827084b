import * as v from 'valibot'
import { asciiDigits } from '../../lib/ascii-digits.ts'
import { EMAIL_MAX, isEmail, normalizeEmail } from '../../model/email.ts'
import { TOKEN_EXAMPLE } from './outputs.ts'
import { length, longest, shortest, text } from './text.ts'

/** NIST SP 800-63B §3.1.1. */
export const PASSWORD_MIN = 8
const PASSWORD_MAX = 256
const LINK_TOKEN_MAX = 128 // far above the 22 characters that it has

/** An email address as it is stored and compared: trimmed, NFKC, lower case. */
export const emailInput = v.pipe(
  text,
  v.transform(normalizeEmail),
  v.check(isEmail, 'must be an email address'),
  v.metadata({ examples: ['syamlal@example.com'], format: 'email', maxLength: EMAIL_MAX }),
)

/**
 * A password to be set: 8 to 256 characters after NFKC, nothing else is required (NIST SP 800-63B §3.1.1.2). Before it
 * there must be 8, too: NFKC makes 18 characters of a single U+FDFA.
 */
export const newPasswordInput = v.pipe(
  text,
  shortest(PASSWORD_MIN),
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

/**
 * A one-time code as people type and paste it: six digits of any script. Spaces do not matter, nor do the marks of
 * direction that come along with them.
 */
export const codeInput = v.pipe(
  text,
  v.transform((value) => asciiDigits(value.replace(/[\s\p{Cf}]/gu, ''))),
  v.regex(/^\d{6}$/, 'must be six digits'),
  v.metadata({ examples: ['482913'] }),
)

/** The secret of a mailed link. */
export const linkTokenInput = v.pipe(
  text,
  shortest(1),
  longest(LINK_TOKEN_MAX),
  v.metadata({ examples: ['mJ4vB0uYb1mY3nC8hZl2Sg'], minLength: 1, maxLength: LINK_TOKEN_MAX }),
)

export const tokenInput = v.pipe(text, v.minLength(1, 'must not be empty'), v.metadata({ examples: [TOKEN_EXAMPLE] }))
