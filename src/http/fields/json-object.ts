import * as v from 'valibot'
import { METADATA_MAX_BYTES, METADATA_MAX_DEPTH } from '../../model/metadata.ts'

const documented = v.pipe(
  v.record(v.string(), v.unknown()),
  v.metadata({
    examples: [{ theme: 'dark' }],
    description:
      'Is merged (RFC 7396): members that are null are removed, and those that are not named stay; null removes all. ' +
      `At most ${METADATA_MAX_BYTES} bytes of JSON in the end, and ${METADATA_MAX_DEPTH} objects or lists in each other`,
  }),
)

/** A change of the owner's metadata. Valibot's record would be another object, without members such as `__proto__`. */
export const metadataInput: v.GenericSchema<Record<string, unknown>> = {
  ...documented,
  '~run': v.pipe(
    v.custom<Record<string, unknown>>(isObject, 'must be an object'),
    v.check((value) => isAtMostDeep(value, METADATA_MAX_DEPTH), `must not be deeper than ${METADATA_MAX_DEPTH}`),
    v.check((value) => isRepresentable(value), 'must have no number that is too large'),
  )['~run'],
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isAtMostDeep = (value: unknown, depth: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth > 0 && Object.values(value).every((member) => isAtMostDeep(member, depth - 1)))

/** JavaScript reads a number beyond its own as infinite, which JSON cannot say. */
function isRepresentable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isRepresentable)
}
