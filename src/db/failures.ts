// What D1 says when it is D1 that failed, and not our statement.
// https://developers.cloudflare.com/d1/observability/debug-d1/#error-list

/** Worth retrying at once: the database moved, restarted, or the connection to it broke. */
const TRANSIENT = [
  'Network connection lost',
  'Replica disconnected from primary',
  'storage caused object to be reset',
  'reset because its code was updated',
  'Cannot resolve D1 DB due to transient issue',
  'internal error; reference =', // how Cloudflare reports a failure of its own
  "Can't read from request stream because client disconnected",
]

/** Not worth retrying at once: more load would make it worse, or the operator has to raise a limit. */
const OVERLOADED = [
  'D1 DB is overloaded',
  'D1 DB storage operation exceeded timeout',
  'D1 DB exceeded its CPU time limit',
  "D1 DB's isolate exceeded its memory limit",
  "Your account has exceeded D1's",
  'Exceeded maximum DB size',
]

/** Whether an idempotent write may be sent again at once. */
export const isTransient = (error: unknown): boolean => mentioned(error, TRANSIENT) !== undefined

/**
 * Why D1 failed, in the words of the lists above: the caller should try again later. `undefined` for anything else,
 * which is a bug of ours.
 */
export const whyUnavailable = (error: unknown): string | undefined => mentioned(error, [...TRANSIENT, ...OVERLOADED])

const mentioned = (error: unknown, texts: readonly string[]): string | undefined =>
  error instanceof Error ? texts.find((text) => error.message.includes(text)) : undefined

/** Whether a write was refused by the unique index on a column, such as `users.email`. */
export const isUniqueViolation = (error: unknown, column: string): boolean =>
  mentioned(error, [`UNIQUE constraint failed: ${column}`]) !== undefined
