export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** The last time that there is, in milliseconds since 1970 (ECMA-262 §21.4.1.1). */
export const LAST_TIME_MS = 8_640_000_000_000_000

const DAY_LENGTH = '2026-11-29'.length
const HOUR_LENGTH = '2026-11-29T07'.length

/** The day of a time in UTC, as `2026-11-29`. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, DAY_LENGTH)

/** The hour of a time in UTC, as `2026-11-29T07`. */
export const hourOf = (time: Date): string => time.toISOString().slice(0, HOUR_LENGTH)

/** When the hour of a time began, in UTC. */
export const startOfHour = (time: Date): Date => new Date(`${hourOf(time)}:00:00Z`)

/** When the day of a time ends, in UTC: days of UTC have no summer time. */
export const endOfDay = (time: Date): Date => new Date(Date.parse(dayOf(time)) + DAY_MS)
