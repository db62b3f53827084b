import * as v from 'valibot'
import {
  avatarUrlInput,
  bioInput,
  flagOutput,
  idOutput,
  localeInput,
  nameInput,
  textOutput,
  timeOutput,
} from '../http/fields.ts'

/** What the owner may write, and how each field is checked. Everything else in a body is ignored. */
export const fillable = {
  name: v.exactOptional(nameInput),
  bio: v.exactOptional(bioInput),
  avatarUrl: v.exactOptional(avatarUrlInput),
  locale: v.exactOptional(localeInput),
}

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
}

/** What anyone sees: never the email. */
export const publicReturnable = {
  _id: idOutput,
  name: textOutput('Syamlal'),
  bio: v.nullable(textOutput('Climbs things.')),
  avatarUrl: v.nullable(textOutput('https://example.com/syamlal.png')),
  createdAt: timeOutput,
}
