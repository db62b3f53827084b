import * as v from 'valibot'
import { toLocale } from '../../model/locale.ts'
import { longest, text } from './text.ts'

const SPELLING_MAX = 255 // far above what any platform writes

const examples = ['en-GB']

/** A locale that the user chose: an app is told of one that cannot be read. */
export const localeInput = v.pipe(
  text,
  longest(SPELLING_MAX),
  v.check((value) => toLocale(value) !== undefined, 'must be a language tag such as en-GB (BCP 47)'),
  v.transform((value) => toLocale(value) ?? null),
  v.metadata({
    examples,
    maxLength: SPELLING_MAX,
    description: 'A language tag (BCP 47), also as platforms spell it (`en_GB`); null or an empty text clears it',
  }),
)

/** The locale of a device, which nobody typed: one that cannot be read must not stop them from registering. */
export const deviceLocaleInput = v.pipe(
  text,
  v.transform((value) => toLocale(value) ?? null),
  v.metadata({
    examples,
    description: 'A language tag (BCP 47), also as platforms spell it (`en_GB`); one that cannot be read is left out',
  }),
)
