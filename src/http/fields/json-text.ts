import type * as v from 'valibot'

/**
 * What a text is as JSON; what is no JSON stays as it is. A form has nothing but texts, and some clients write objects
 * so.
 */
export function fromJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** A field of another type than text, which may also be JSON text, as a form has it. */
export const orJsonText = <S extends v.GenericSchema>(schema: S): S => ({
  ...schema,
  '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
    schema['~run']({ typed: false, value: fromJsonText(dataset.value) }, config),
})
