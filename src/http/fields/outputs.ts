import * as v from 'valibot'

export const TOKEN_EXAMPLE = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl'

/** Text on the wire, with an example for the document. */
export const textOutput = (example: string) => v.pipe(v.string(), v.metadata({ examples: [example] }))

export const idOutput = v.pipe(
  v.string(),
  v.metadata({ examples: ['3q2-7wAAECAwQFBgcICQoL'], description: 'Opaque: nothing can be read from it' }),
)

export const flagOutput = v.pipe(v.boolean(), v.metadata({ examples: [true] }))

/** Where the next page of a list begins: in a response, and in the request for that page. */
export const cursor = textOutput('MTc5NTUwMDAwMDAwMC4zcTIt')

export const tokenOutput = textOutput(TOKEN_EXAMPLE)

/** A list or an object of a row in which NULL stands for an empty one, which is what is sent then. */
const orNone = <S extends v.GenericSchema<object>>(schema: S, none: v.InferOutput<S>) =>
  // `presenter` reads `none`, and the document has what it leaves: no null.
  ({ ...schema, none }) as unknown as v.GenericSchema<v.InferInput<S> | null, v.InferOutput<S>>

/** Names of roles as a row has them. */
export const rolesOutput = orNone(v.pipe(v.array(textOutput('editor')), v.description('Written by operators')), [])

/** A JSON object as a row has it: NULL is one without members. */
export const jsonObjectOutput = (example: object, description: string) =>
  orNone(v.pipe(v.record(v.string(), v.unknown()), v.metadata({ examples: [example], description })), {})

/** A time as a row has it, for the wire: ISO 8601, UTC. */
export const timeOutput = v.pipe(
  v.date(),
  v.transform((time) => time.toISOString()),
  v.string(),
  v.isoTimestamp(),
  v.metadata({ examples: ['2026-11-24T08:30:00.000Z'] }),
)
