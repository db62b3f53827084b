import { FIRST_DELAY_MS, MAX_DELAY_MS } from '../../../src/db/queries/back-off.ts'
import { FREE_CODES, MAX_ATTEMPTS } from '../../../src/db/queries/codes.ts'
import { FREE_ATTEMPTS } from '../../../src/db/queries/count-on.ts'
import { MAX_FACTORS } from '../../../src/db/queries/factors.ts'
import { FREE_GUESSES, MAX_ANSWERS } from '../../../src/db/queries/second-factor.ts'
import { CODE_LIFETIME_SECONDS } from '../../../src/model/code-lifetime.ts'
import { MAX_SESSIONS } from '../../../src/model/max-sessions.ts'
import { MAX_PASSKEYS } from '../../../src/model/passkeys.ts'
import { code, sentence, table } from './table.ts'
import { rateLimitsOf } from './wrangler-toml.ts'

const MINUTE_MS = 60_000

/** The limits of the bindings in wrangler.toml. */
export const rateLimits = (toml: string): string =>
  table(
    ['binding', 'limit', 'what is counted'],
    rateLimitsOf(toml).map(({ name, limit, comment }) => [
      code(name),
      `${limit.toLocaleString('en')} a minute`,
      sentence(comment),
    ]),
  )

/** The limits that are counted in the database. */
export const countedLimits = (): string =>
  table(
    ['what', 'limit', 'counted per', 'reason'],
    [
      [
        'failed passwords in a row',
        `${FREE_ATTEMPTS} at any pace; after each further one a wait: ${delays()} minutes`,
        'email address, or session',
        'Guessing from many places. Unknown email addresses are counted, too, so the limit does not tell who has an account. Live sessions and a password reset go on.',
      ],
      ['wrong guesses at a code', String(MAX_ATTEMPTS), 'code', 'A code has six digits.'],
      [
        'wrong guesses at codes in a row',
        `${FREE_ATTEMPTS} at any pace; after each further one a wait: ${delays()} minutes`,
        'email address',
        'Guessing with one account after another. The link in the email works all the same.',
      ],
      [
        'second factors for a challenge',
        String(MAX_ANSWERS),
        'challenge',
        'A code has six digits, and three of them are right at any time.',
      ],
      [
        'wrong second factors in a row',
        `${FREE_GUESSES} at any pace; after each further one a wait: ${delays()} minutes`,
        'user, apart on known devices, or session that steps up',
        'Guessing with one challenge after another. Recovery codes and passkeys work all the same.',
      ],
      ['second factors', String(MAX_FACTORS), 'account', 'More than a person has phones.'],
      [
        'emails with a code',
        `one a minute; after ${FREE_CODES} in a row that were not used, a longer wait: ${delays(1)} minutes`,
        'account and purpose; for codes that sign in, email address',
        `Guessing one code after another, and emails that nobody wants. A code works for ${CODE_LIFETIME_SECONDS / 60} minutes, so there is always one that can be had.`,
      ],
      [
        'sessions',
        String(MAX_SESSIONS),
        'account',
        'More than a person has devices. A sign-in ends the oldest ones beyond, so that nobody fills the database, or a list that hides a thief.',
      ],
      ['passkeys', String(MAX_PASSKEYS), 'account', 'More than a person has devices and password managers.'],
    ],
  )

/** The waits in minutes, as `1, 2, 4, 8, then always 15`, without the first ones. */
function delays(skipped = 0): string {
  const doubled = Array.from({ length: 10 }, (_, doublings) => FIRST_DELAY_MS << doublings)
  const growing = doubled.filter((delay) => delay < MAX_DELAY_MS).map((delay) => delay / MINUTE_MS)
  return `${growing.slice(skipped).join(', ')}, then always ${MAX_DELAY_MS / MINUTE_MS}`
}
