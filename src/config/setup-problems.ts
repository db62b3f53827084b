import { guessTime } from '../lib/guess-time.ts'
import { requiredSecrets } from './secrets.ts'

// What is wrong with how a service is set up although it runs, or would: `npm run deploy` says it beforehand, and operators
// see it afterwards.

const EXAMPLE_SENDER = 'no-reply@example.com'

export const NO_PUBLIC_URL =
  'PUBLIC_URL is empty, so the issuer of tokens is whatever host a caller names, and emails have no links.'

const WHO_GUESSES =
  'Whoever has one old token can guess it (10,000,000,000 guesses a second are assumed), and then sign in as anyone who ' +
  'moved in (docs/migrating-from-express.md)'

/** Why nobody may know how long the secret is that the old backend's tokens are signed with. */
export const LEGACY_SECRET_UNSEEN = `LEGACY_JWT_SECRET is set. ${WHO_GUESSES} if it is shorter than 32 bytes; its length cannot be seen here.`

/** What to say of a secret that the old backend's tokens are signed with; `undefined` if it is long enough. */
export function weakLegacySecret(secret: unknown): string | undefined {
  const time = typeof secret === 'string' && secret !== '' ? guessTime(secret) : undefined
  return time && `LEGACY_JWT_SECRET is shorter than 32 bytes. ${WHO_GUESSES}: within ${time} if it is random.`
}

/** Why emails will not arrive; `undefined` if nothing speaks against it. */
export const deadSender = ({ MAIL_FROM }: Record<string, unknown>): string | undefined =>
  MAIL_FROM === EXAMPLE_SENDER ? `MAIL_FROM is still ${EXAMPLE_SENDER}: no email will arrive.` : undefined

/** Why no user can operate; `undefined` if one can, or nobody is to. */
export const noAdmins = ({ ADMIN, FACTORS, PASSKEYS }: Record<string, unknown>): string | undefined =>
  ADMIN === 'on' && FACTORS !== 'on' && PASSKEYS !== 'on'
    ? 'ADMIN is on, and neither FACTORS nor PASSKEYS is: admins need a second factor, so only service keys work.'
    : undefined

/** What is wrong with the settings and secrets of an environment, in sentences for people. No secret is in them. */
export function setupProblems(env: Record<string, unknown>): string[] {
  const { PUBLIC_URL, LOGIN_CODES, MAIL_FROM, EMAIL, RESEND_API_KEY, LEGACY_JWT_SECRET } = env
  const missing = requiredSecrets(env).filter((name) => !env[name])
  const hasMail = Boolean(MAIL_FROM && (RESEND_API_KEY || EMAIL))
  const apple = ['APPLE_TEAM_ID', 'APPLE_KEY_ID', 'APPLE_PRIVATE_KEY']
  const withoutValue = apple.filter((name) => !env[name])
  return [
    PUBLIC_URL ? undefined : NO_PUBLIC_URL,
    deadSender(env),
    noAdmins(env),
    MAIL_FROM && !hasMail ? 'MAIL_FROM is set, and there is neither the binding EMAIL nor RESEND_API_KEY.' : undefined,
    LOGIN_CODES === 'on' && !hasMail ? 'LOGIN_CODES is on, and there is no email: nobody gets a code.' : undefined,
    ...missing.map((name) => `${name} is missing.`),
    withoutValue.length > 0 && withoutValue.length < apple.length
      ? `${withoutValue.join(' and ')} missing: Apple is not asked to revoke what users granted.`
      : undefined,
    weakLegacySecret(LEGACY_JWT_SECRET),
  ].flatMap((problem) => problem ?? [])
}
