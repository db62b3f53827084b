// What D1 says when it is D1 that failed, and not our statement.
// https://developers.cloudflare.com/d1/observability/debug-d1/#error-list

/** Worth one more try at once: the database moved, restarted, or the connection to it broke. */
const TRANSIENT = [
  'Network connection lost',
  'Replica disconnected from primary',
  'storage caused object to be reset',
  'reset because its code was updated',
  'Cannot resolve D1 DB due to transient issue',
  "Can't read from request stream because client disconnected",
]

/** No try at once: more load would make it worse, or whoever runs the service has to raise a limit. */
const OVERLOADED = [
  'D1 DB is overloaded',
  'D1 DB storage operation exceeded timeout',
  'D1 DB exceeded its CPU time limit',
  "D1 DB's isolate exceeded its memory limit",
  "Your account has exceeded D1's",
  'Exceeded maximum DB size',
]

/** Whether an idempotent write may be sent again at once. */
export const isTransient = (error: unknown): boolean => mentions(error, TRANSIENT)

/** Whether D1 could not do its work: the caller should come back later. Anything else is a bug of ours. */
export const isUnavailable = (error: unknown): boolean => mentions(error, TRANSIENT) || mentions(error, OVERLOADED)

const mentions = (error: unknown, texts: readonly string[]): boolean =>
  error instanceof Error && texts.some((text) => error.message.includes(text))

/** Whether a write was refused by the unique index on a column, such as `users.email`. */
export const isUniqueViolation = (error: unknown, column: string): boolean =>
  mentions(error, [`UNIQUE constraint failed: ${column}`])
