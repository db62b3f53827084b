import * as v from 'valibot'
import { component } from '../openapi/component.ts'
import { cursor } from './outputs.ts'

// Parameters of lists: each is text in a URL.

const LIMIT_MAX = 100
const LIMIT_DEFAULT = 50

/** How many entries a page has at most. */
const limit = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,3}$/, `must be a number from 1 to ${LIMIT_MAX}`),
    v.transform(Number),
    v.check((value) => value >= 1 && value <= LIMIT_MAX, `must be a number from 1 to ${LIMIT_MAX}`),
    v.metadata({ examples: ['50'], description: `How many at most, up to ${LIMIT_MAX}; without it ${LIMIT_DEFAULT}` }),
  ),
  String(LIMIT_DEFAULT),
)

/** Which page of a list, and how long it may be. */
export const pageQuery = {
  limit,
  cursor: v.exactOptional(v.pipe(cursor, v.description('`nextCursor` of the page before'))),
}

const trueOrFalse = component('TrueOrFalse', v.picklist(['true', 'false'], 'must be true or false'))

/** Whether something has to be so: without it, either will do. */
export const flagQuery = (description: string) =>
  v.exactOptional(
    v.pipe(
      trueOrFalse,
      v.transform((value) => value === 'true'),
      v.metadata({ examples: ['true'], description }),
    ),
  )

/** A time, in ISO 8601, with its zone. */
export const timeQuery = (description: string) =>
  v.exactOptional(
    v.pipe(
      v.string(),
      v.isoTimestamp('must be a time such as 2026-11-24T08:30:00Z'),
      v.transform((value) => new Date(value)),
      v.check((time) => !Number.isNaN(time.getTime()), 'must be a time such as 2026-11-24T08:30:00Z'),
      v.metadata({ examples: ['2026-11-24T08:30:00.000Z'], description }),
    ),
  )
