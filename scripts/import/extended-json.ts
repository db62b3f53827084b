// MongoDB Extended JSON v2, canonical and relaxed: the types that a user's document can have.
// https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/

/** Whether this is an object with this one key, as Extended JSON writes a type. */
function wrapped(value: unknown, key: string): unknown {
  return isObject(value) && Object.keys(value).length === 1 ? value[key] : undefined
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A number, however it is written; `undefined` for anything else. */
export function toNumber(value: unknown): number | undefined {
  const text = wrapped(value, '$numberLong') ?? wrapped(value, '$numberInt') ?? wrapped(value, '$numberDouble')
  const number = typeof text === 'string' ? Number(text) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A point in time, in milliseconds: a date in both notations, ISO 8601 text, or a number. */
export function toTime(value: unknown): number | undefined {
  const date = wrapped(value, '$date') ?? value
  const time = typeof date === 'string' ? Date.parse(date) : toNumber(date)
  return time !== undefined && Number.isInteger(time) && Math.abs(time) <= MAX_TIME ? time : undefined
}

const MAX_TIME = 8.64e15 // ECMA-262 §21.4.1.1

/** The hexadecimal text of an ObjectId. */
export function toObjectId(value: unknown): string | undefined {
  const id = wrapped(value, '$oid')
  return typeof id === 'string' && /^[\da-f]{24}$/i.test(id) ? id.toLowerCase() : undefined
}

/** When an ObjectId was made: its first four bytes are seconds. */
export const timeOfObjectId = (id: string): number => Number.parseInt(id.slice(0, 8), 16) * 1_000

/** A scalar as JSON would have it: numbers without their notation. */
export const toScalar = (value: unknown): unknown => toNumber(value) ?? toObjectId(value) ?? value
