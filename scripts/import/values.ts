import { toNumber, toTime } from './extended-json.ts'

const TRUE = new Set<unknown>([true, 1, '1', 'true', 't', 'yes'])
const FALSE = new Set<unknown>([false, 0, '0', 'false', 'f', 'no', '', null, undefined])

/** What a flag says, however its database writes it; `undefined` if that cannot be told. */
export function toFlag(value: unknown): boolean | undefined {
  const scalar = typeof value === 'string' ? value.trim().toLowerCase() : (toNumber(value) ?? value)
  if (TRUE.has(scalar)) return true
  return FALSE.has(scalar) ? false : undefined
}

/** A flag, or when it was set; `undefined` if neither can be told. A time ahead is not yet true. */
export function toFlagOrTime(value: unknown, now = Date.now()): { is: boolean; at?: number } | undefined {
  const is = toFlag(value)
  if (is !== undefined) return { is }
  const at = toMoment(value)
  return at === undefined || at > now ? undefined : { is: true, at }
}

/** A time in milliseconds, or never ends (`infinity`, as PostgreSQL writes it). */
export const toMoment = (value: unknown): number | undefined =>
  value === 'infinity' ? Number.POSITIVE_INFINITY : toTime(value)

/** Fields that say that an account must not sign in, and how each says so. */
const DISABLING: Record<string, (value: unknown) => { is: boolean; at?: number } | undefined> = {
  ...named(['disabled', 'isDisabled', 'banned', 'isBanned', 'blocked', 'isBlocked', 'suspended'], (value) =>
    toFlagOrTime(value),
  ),
  ...named(['disabledAt', 'bannedAt', 'deletedAt'], (value) => toFlagOrTime(value)),
  ...named(['active', 'isActive', 'enabled', 'isEnabled'], (value) => {
    if (value === undefined || value === null) return { is: false }
    const flag = toFlag(value)
    return flag === undefined ? undefined : { is: !flag }
  }),
  ...named(['bannedUntil', 'banned_until'], (value) => {
    if (value === undefined || value === null || value === '') return { is: false }
    const end = toMoment(value)
    return end === undefined ? undefined : { is: end > Date.now() }
  }),
}

function named<Value>(names: string[], value: Value): Record<string, Value> {
  return Object.fromEntries(names.map((name) => [name, value]))
}

export const DISABLING_FIELDS = Object.keys(DISABLING)

/** Whether a document says that its user is disabled. What cannot be told disables, and is in `unclear`. */
export function readDisabled(document: Record<string, unknown>): { is: boolean; at?: number; unclear: string[] } {
  const result: { is: boolean; at?: number; unclear: string[] } = { is: false, unclear: [] }
  for (const [field, read] of Object.entries(DISABLING)) {
    if (!(field in document)) continue
    const said = read(document[field])
    if (!said) result.unclear.push(field)
    if (said?.is === false) continue
    result.is = true
    if (result.at === undefined && said?.at !== undefined) result.at = said.at
  }
  return result
}
