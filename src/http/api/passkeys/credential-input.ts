import type * as v from 'valibot'
import { fromJsonText } from '../../fields/json-text.ts'

const NOT_ONE = 'must be what toJSON() of the credential gives, as an object or as JSON text'

/**
 * A credential as an object, as browsers give it, or as JSON text, as Android does, and as a form has it. What is wrong is
 * said of it as a whole: apps pass on what they were given.
 */
export const credentialInput = <S extends v.GenericSchema<object>>(shape: S) => ({
  ...shape,
  '~run': (
    dataset: v.UnknownDataset,
    config: v.Config<v.BaseIssue<unknown>>,
  ): v.OutputDataset<v.InferOutput<S>, v.BaseIssue<unknown>> => {
    const found = shape['~run']({ typed: false, value: fromJsonText(dataset.value) }, config)
    if (!found.issues) return found
    const [{ path: _, ...first }] = found.issues
    return { typed: false, value: dataset.value, issues: [{ ...first, kind: 'validation', message: NOT_ONE }] }
  },
})
