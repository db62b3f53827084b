import * as v from 'valibot'
import { METADATA_MAX_BYTES, METADATA_MAX_DEPTH } from '../../model/metadata.ts'
import { isAtMostDeep, isObject, isRepresentable } from '../../model/storable.ts'

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
