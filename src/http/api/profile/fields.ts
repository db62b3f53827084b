import * as v from 'valibot'
import type { FILLABLE, OWN_PROFILE, PUBLIC_PROFILE } from '../../../model/profile-fields.ts'
import {
  avatarUrlInput,
  bioInput,
  flagOutput,
  idOutput,
  localeInput,
  nameInput,
  textOutput,
  timeOutput,
} from '../../fields.ts'

type Fields<List extends readonly string[]> = Record<List[number], v.GenericSchema>

/** How each field that the owner may write is checked. */
export const fillable = {
  name: v.exactOptional(nameInput),
  bio: v.exactOptional(bioInput),
  avatarUrl: v.exactOptional(avatarUrlInput),
  locale: v.exactOptional(localeInput),
} satisfies Record<(typeof FILLABLE)[number], unknown>

/** What the owner sees. */
export const returnable = {
  _id: idOutput,
  name: textOutput('Syamlal'),
  email: textOutput('syamlal@example.com'),
  emailVerified: flagOutput,
  bio: v.nullable(textOutput('Climbs things.')),
  avatarUrl: v.nullable(textOutput('https://example.com/syamlal.png')),
  locale: v.nullable(textOutput('en-GB')),
  createdAt: timeOutput,
  updatedAt: timeOutput,
} satisfies Fields<typeof OWN_PROFILE>

/** What anyone sees: never the email. */
export const publicReturnable = {
  _id: idOutput,
  name: textOutput('Syamlal'),
  bio: v.nullable(textOutput('Climbs things.')),
  avatarUrl: v.nullable(textOutput('https://example.com/syamlal.png')),
  createdAt: timeOutput,
} satisfies Fields<typeof PUBLIC_PROFILE>
