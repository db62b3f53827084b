import * as v from 'valibot'
import { avatarUrlInput, bioInput, localeInput, nameInput, timeOutput } from '../schemas/fields.ts'

/** What the owner may write, and how each field is checked. Everything else in a body is ignored. */
export const fillable = {
  name: v.exactOptional(nameInput),
  bio: v.exactOptional(bioInput),
  avatarUrl: v.exactOptional(avatarUrlInput),
  locale: v.exactOptional(localeInput),
}

/** What the owner sees. */
export const returnable = {
  _id: v.string(),
  name: v.string(),
  email: v.string(),
  bio: v.nullable(v.string()),
  avatarUrl: v.nullable(v.string()),
  locale: v.nullable(v.string()),
  createdAt: timeOutput,
  updatedAt: timeOutput,
}

/** What anyone sees: never the email. */
export const publicReturnable = {
  _id: v.string(),
  name: v.string(),
  bio: v.nullable(v.string()),
  avatarUrl: v.nullable(v.string()),
  createdAt: timeOutput,
}
