import * as v from 'valibot'
import {
  BIO_MAX,
  type FILLABLE,
  httpsUrl,
  type OWN_PROFILE,
  type PUBLIC_PROFILE,
  URL_MAX,
} from '../../../model/profile-fields.ts'
import { localeInput } from '../../fields/locale.ts'
import { nameInput } from '../../fields/names.ts'
import { clearable, optional } from '../../fields/optional.ts'
import { flagOutput, idOutput, jsonObjectOutput, rolesOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { longest, text } from '../../fields/text.ts'

const CLEARING = 'null or an empty text clears it'

const bioInput = v.pipe(
  text,
  v.trim(),
  longest(BIO_MAX),
  v.metadata({ examples: ['Climbs things.'], maxLength: BIO_MAX, description: CLEARING }),
)

const avatarUrlInput = v.pipe(
  text,
  v.trim(),
  longest(URL_MAX),
  v.check((value) => httpsUrl(value) !== undefined, 'must be an https URL'),
  v.transform((value) => httpsUrl(value) ?? ''),
  longest(URL_MAX), // its normalized form may be longer
  v.metadata({
    examples: ['https://example.com/syamlal.png'],
    pattern: '^(https://.+)?$',
    maxLength: URL_MAX,
    description: `An https URL; ${CLEARING}`,
  }),
)

type Fields<List extends readonly string[]> = Record<List[number], v.GenericSchema>

/** How each field that the owner may write is checked. */
export const fillable = {
  name: optional(v.pipe(nameInput, v.description('Nobody is without one: null or an empty text leaves it as it is'))),
  bio: clearable(bioInput),
  avatarUrl: clearable(avatarUrlInput),
  locale: clearable(localeInput),
} satisfies Record<(typeof FILLABLE)[number], unknown>

/** What the owner sees. */
export const returnable = {
  _id: idOutput,
  name: textOutput('Syamlal'),
  email: v.pipe(
    v.nullable(textOutput('syamlal@example.com')),
    v.description('null for a guest, and for a user who has never given one'),
  ),
  emailVerified: flagOutput,
  isGuest: v.pipe(flagOutput, v.metadata({ examples: [false] })),
  bio: v.nullable(textOutput('Climbs things.')),
  avatarUrl: v.nullable(textOutput('https://example.com/syamlal.png')),
  locale: v.nullable(textOutput('en-GB')),
  createdAt: timeOutput,
  updatedAt: timeOutput,
  roles: rolesOutput,
  metadata: jsonObjectOutput({ theme: 'dark' }, 'Written by the owner'),
  appMetadata: jsonObjectOutput({ plan: 'pro' }, 'Written by operators'),
} satisfies Fields<readonly [...typeof OWN_PROFILE, 'metadata']>

/** What anyone sees: never the email. */
export const publicReturnable = {
  _id: idOutput,
  name: textOutput('Syamlal'),
  bio: v.nullable(textOutput('Climbs things.')),
  avatarUrl: v.nullable(textOutput('https://example.com/syamlal.png')),
  createdAt: timeOutput,
} satisfies Fields<typeof PUBLIC_PROFILE>
