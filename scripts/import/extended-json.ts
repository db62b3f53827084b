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

/**
 * A point in time, in milliseconds: a date in both notations, text, or a number. Text without a zone is UTC, and has to begin
 * with the year. A number is taken for seconds, milliseconds or microseconds since 1970, whichever is between March 1973 and
 * the year 2286; any other is no time.
 */
export function toTime(value: unknown): number | undefined {
  const date = wrapped(value, '$date')
  const time = date === undefined ? readTime(value) : typeof date === 'string' ? readText(date) : toNumber(date)
  return time !== undefined && Number.isInteger(time) && Math.abs(time) <= MAX_TIME ? time : undefined
}

const MAX_TIME = 8.64e15 // ECMA-262 §21.4.1.1

function readTime(value: unknown): number | undefined {
  const isNumeric = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim())
  if (typeof value === 'string' && !isNumeric) return readText(value)
  const number = isNumeric ? Number(value) : toNumber(value)
  if (number === undefined) return undefined
  const factor = number >= 1e14 ? 1e-3 : number >= 1e11 ? 1 : 1e3
  return number >= 1e8 && number < 1e16 && !(number >= 1e10 && number < 1e11) && !(number >= 1e13 && number < 1e14)
    ? Math.round(number * factor)
    : undefined
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.(\d+))? ?(?:(Z)|([+-]\d\d):?(\d\d)?)?)?$/i

/** ISO 8601, as PostgreSQL, SQLite and MySQL write it, or another form that names its zone. */
function readText(text: string): number | undefined {
  const [match, day, minutes = '00:00', seconds = ':00', fraction = '0', , hours, rest = '00'] =
    DATE.exec(text.trim()) ?? []
  if (match === undefined) return /\bGMT\b|\bUTC\b|[+-]\d{4}\b/.test(text) ? Date.parse(text) : undefined
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(`${day}T`) === true // not 30 February
  const zone = hours === undefined ? 'Z' : `${hours}:${rest}`
  return isDay ? Date.parse(`${day}T${minutes}${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`) : undefined
}

/** The hexadecimal text of an ObjectId. */
export function toObjectId(value: unknown): string | undefined {
  const id = wrapped(value, '$oid')
  return typeof id === 'string' && /^[\da-f]{24}$/i.test(id) ? id.toLowerCase() : undefined
}

/** The text of an id in any type that MongoDB has for it: an ObjectId, a UUID, a number, a text. */
export function toId(value: unknown): string | undefined {
  const uuid = wrapped(value, '$uuid') ?? uuidOf(wrapped(value, '$binary'))
  return toObjectId(value) ?? (typeof uuid === 'string' ? uuid.toLowerCase() : toText(value))
}

const toText = (value: unknown) => (typeof value === 'string' ? value : toNumber(value)?.toString())

/** A UUID in the binary type (subtype 4), which is how `mongoexport` writes it. */
function uuidOf(binary: unknown): string | undefined {
  if (!isObject(binary) || binary.subType !== '04' || typeof binary.base64 !== 'string') return undefined
  const hex = Buffer.from(binary.base64, 'base64').toString('hex')
  return /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex)?.slice(1).join('-')
}

/** When an ObjectId was made: its first four bytes are seconds. */
export const timeOfObjectId = (id: string): number => Number.parseInt(id.slice(0, 8), 16) * 1_000

/** A scalar as JSON would have it: numbers without their notation. */
export const toScalar = (value: unknown): unknown => toNumber(value) ?? toObjectId(value) ?? value
