import * as v from 'valibot'
import type { Keyring } from '../crypto/keyring.ts'
import { duration, onOrOff, optionalOf, optionalText } from './checks.ts'
import { misconfigured } from './environment.ts'
import { readGroup } from './read-group.ts'
import type { Settings } from './settings.ts'

const NO_EDDSA = 'begins with an EdDSA key, which SDKs of Supabase cannot verify: put one for ES256 first'
const NO_LENGTH = 'must be a whole number from 6 to 72'

const schema = v.object({
  /** Whether whoever signs up is signed in at once, as if their email address were confirmed. */
  SUPABASE_AUTOCONFIRM: v.optional(onOrOff, 'off'),
  SUPABASE_ACCESS_TOKEN_TTL: v.optional(duration, '1h'),
  SUPABASE_PASSWORD_MIN: v.optional(
    v.pipe(
      v.union([v.string(), v.number()], NO_LENGTH),
      v.transform(Number),
      v.integer(NO_LENGTH),
      v.minValue(6, NO_LENGTH),
      v.maxValue(72, NO_LENGTH),
    ),
    8,
  ),
  /** Whether a link in a mail signs in when it is opened; otherwise a page asks first. */
  SUPABASE_LINKS_SIGN_IN: v.optional(onOrOff, 'off'),
  SUPABASE_MANUAL_LINKING: v.optional(onOrOff, 'off'),
  /** Where links lead that do not say it, and where else they may lead. */
  SUPABASE_SITE_URL: optionalText,
  SUPABASE_REDIRECT_URLS: v.optional(v.array(v.string()), []),
  SUPABASE_SERVICE_KEYS: optionalOf(
    v.pipe(
      v.string(),
      v.parseJson({}, 'must be a JWK Set in JSON, or empty'),
      v.object({ keys: v.array(v.looseObject({ kty: v.string() })) }, 'must be a JWK Set in JSON, or empty'),
    ),
  ),
})

/** How the protocol is set up; durations in seconds. */
export type SupabaseSettings = v.InferOutput<typeof schema>

/**
 * Reads how the protocol is set up into `settings.supabase`. Loaded only where SUPABASE_API is on. Throws `misconfigured`, also
 * for a signing key that its SDKs cannot verify: those for JavaScript and Kotlin throw at EdDSA.
 */
export function addSupabase(all: Settings, keyring: Keyring): void {
  if (keyring.current.alg === 'EdDSA') throw misconfigured([{ path: 'JWT_KEYS', message: NO_EDDSA }])
  all.supabase = readGroup(schema, all)
}
