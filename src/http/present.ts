import type * as v from 'valibot'

/**
 * Makes the function that turns what the domain found into what is sent, for the schema of a response: the members that
 * the schema names, also of what is inside, and nothing else that a row may have. Times become ISO 8601, in UTC. Nothing
 * is checked at run time: the contract tests check every response against its schema.
 */
export const presenter = <S extends v.GenericSchema>(schema: S) =>
  // The schemas of responses transform dates and nothing else, so what is made here is their output.
  presentAs(schema) as (found: v.InferInput<S>) => v.InferOutput<S>

/**
 * What is read of a schema: that of an object has entries, that of a list an item, one that allows null wraps another. A
 * record is of JSON, and is sent as it is. `none` is sent for null.
 */
interface Shape {
  type: string
  entries?: Record<string, Shape>
  item?: Shape
  wrapped?: Shape
  none?: object
}

type Present = (found: unknown) => unknown

function presentAs({ none, ...shape }: Shape): Present {
  if (!none) return presentGiven(shape)
  const present = presentGiven(shape)
  return (found) => (found === null ? none : present(found))
}

function presentGiven({ type, entries, item, wrapped }: Shape): Present {
  if (entries) return presentObject(entries)
  if (item) {
    const present = presentAs(item)
    return (found) => (found as unknown[]).map(present) // `presenter` demands what the schema takes: a list here
  }
  if (type === 'record') return (found) => found
  if (!wrapped) return presentValue
  const present = presentAs(wrapped)
  return present === presentValue ? present : (found) => (found === null ? null : present(found))
}

function presentObject(entries: Record<string, Shape>): Present {
  const members = Object.entries(entries).map(([name, shape]) => ({ name, present: presentAs(shape) }))
  return (found) => {
    const row = found as Record<string, unknown> // as above: an object here
    const presented: Record<string, unknown> = {}
    for (const { name, present } of members) presented[name] = present(row[name])
    return presented
  }
}

/** An object that is no time has no such method: what no schema describes is not sent unseen, but fails. */
const presentValue: Present = (value) =>
  typeof value === 'object' && value !== null ? (value as Date).toISOString() : value
