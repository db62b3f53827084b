import * as v from 'valibot'

/** A schema under a name: the document, and whatever is generated from it, has one type for it. */
export const component = <S extends v.GenericSchema>(ref: string, schema: S) => v.pipe(schema, v.metadata({ ref }))
