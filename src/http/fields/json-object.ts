import * as v from 'valibot'
import { METADATA_MAX_BYTES, METADATA_MAX_DEPTH } from '../../model/metadata.ts'
import { isText } from './text.ts'

const NOT_REPRESENTABLE = 'must have well-formed Unicode without NUL, and no number that is too large'

/**
 * A JSON object that is merged into another, which may have `maxBytes` in the end. Valibot's record would be another object,
 * without members such as `__proto__`.
 */
export function mergePatchInput(maxBytes: number, example: object): v.GenericSchema<Record<string, unknown>> {
  const documented = v.pipe(
    v.record(v.string(), v.unknown()),
    v.metadata({
      examples: [example],
      description:
        'Is merged (RFC 7396): members that are null are removed, and those that are not named stay; null removes all. ' +
        `At most ${maxBytes} bytes of JSON in the end, and ${METADATA_MAX_DEPTH} objects or lists in each other`,
    }),
  )
  return { ...documented, '~run': checked['~run'] }
}

const checked = v.pipe(
  v.custom<Record<string, unknown>>(isObject, 'must be an object'),
  v.check((value) => isAtMostDeep(value, METADATA_MAX_DEPTH), `must not be deeper than ${METADATA_MAX_DEPTH}`),
  v.check((value) => isRepresentable(value), NOT_REPRESENTABLE),
)

/** A change of the owner's metadata. */
export const metadataInput = mergePatchInput(METADATA_MAX_BYTES, { theme: 'dark' })

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isAtMostDeep = (value: unknown, depth: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth > 0 && Object.values(value).every((member) => isAtMostDeep(member, depth - 1)))

/**
 * Whether all of it comes back as it was given (RFC 7493 §2): JavaScript reads a number beyond its own as infinite, which
 * JSON cannot say, and SQLite takes a name for another one after a NUL.
 */
function isRepresentable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'string') return isText(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => isText(name) && isRepresentable(member))
}
