import * as v from 'valibot'

type Field = v.GenericSchema<string, unknown>

/**
 * Whether a field says something. One that is absent, null or blank does not: clients that are generated send null for
 * whatever nobody has set, and a form can only send an empty text.
 */
export const isGiven = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() !== '' : value !== undefined && value !== null

/** A field that may be left out: null and a blank text do so, too, and come out as `undefined`. */
export const optional = <S extends Field>(input: S) =>
  v.exactOptional(
    v.pipe(
      nullIfBlank(input),
      v.transform((value) => value ?? undefined),
    ),
  )

/** A field that may be left out, and that null and a blank text clear: they come out as null. */
export const clearable = <S extends Field>(input: S) => v.exactOptional(nullIfBlank(input))

function nullIfBlank<S extends Field>(input: S) {
  const documented = v.nullable(v.pipe(input, v.metadata({ minLength: 0 })))
  return {
    ...documented,
    '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
      documented['~run'](isGiven(dataset.value) ? dataset : { typed: false, value: null }, config),
  }
}
