import * as v from 'valibot'
import { fillUserOfEvent } from '../../db/statements/hooks.gen.ts'
import { toLocale } from '../../model/locale.ts'
import { APP_METADATA_MAX_BYTES, METADATA_MAX_DEPTH } from '../../model/metadata.ts'
import { nameFault } from '../../model/person-name.ts'
import { BIO_MAX, httpsUrl, URL_MAX } from '../../model/profile-fields.ts'
import { isAtMostDeep, isObject, isRepresentable } from '../../model/storable.ts'
import { isText } from '../../model/well-formed.ts'
import { ask } from './ask.ts'
import type { AskedHooks } from './asked-hooks.ts'
import type { Hooks } from './hooks.ts'
import { byteLength, plain, validate } from './returned.ts'

const text = v.pipe(v.string(), v.check(isText), v.trim())
const longest = (limit: number) => v.check<string>((value) => [...value].length <= limit)

/** What a hook may store is what users and operators may, and nothing more: neither roles nor whether they are verified. */
const additions = v.strictObject({
  name: v.exactOptional(
    v.pipe(
      text,
      v.check((value) => nameFault(value) === undefined),
    ),
  ),
  bio: v.exactOptional(v.nullable(v.pipe(text, longest(BIO_MAX)))),
  avatarUrl: v.exactOptional(
    v.nullable(
      v.pipe(
        text,
        v.transform((value) => httpsUrl(value) ?? ''),
        v.nonEmpty(),
        longest(URL_MAX),
      ),
    ),
  ),
  locale: v.exactOptional(
    v.nullable(
      v.pipe(
        text,
        v.transform((value) => toLocale(value) ?? ''),
        v.nonEmpty(),
      ),
    ),
  ),
  appMetadata: v.exactOptional(
    v.pipe(
      v.custom<Record<string, unknown>>(isObject),
      v.check((value) => isAtMostDeep(value, METADATA_MAX_DEPTH) && isRepresentable(value)),
      v.check((value) => byteLength(value) <= APP_METADATA_MAX_BYTES),
    ),
  ),
})

/** Asks whether somebody may become a user, and what else is stored of them. */
export const askBeforeRegister =
  (hook: NonNullable<Hooks['beforeRegister']>): NonNullable<AskedHooks['beforeRegister']> =>
  async (ctx, registration) => {
    const check = (returned: unknown) => (returned === undefined ? undefined : validate(additions, plain(returned)))
    const added = await ask('beforeRegister', ctx, (own, signal) => hook(own, registration, signal), check, {
      mayRefuse: true,
    })
    if (!added) return { additions: {}, store: () => ({}) }
    const { appMetadata, ...profile } = added
    const patch = appMetadata ? JSON.stringify(appMetadata) : null
    return {
      additions: added,
      store: (eventId) => ({ [`what is added by ${eventId}`]: fillUserOfEvent({ eventId, profile, patch }) }),
    }
  }
