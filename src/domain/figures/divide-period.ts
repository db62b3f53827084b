import { DAY_MS, dayOf, HOUR_MS, hourOf } from '../../lib/utc.ts'
import type { Period } from '../../model/figures.ts'

const MONTH_LENGTH = '2026-11'.length

/** How a period is divided: into so many hours, days or months, the last of which is not over. */
interface Division {
  /** The beginnings of the names of days or hours in UTC, such as `2026-11`, the oldest first. */
  buckets: string[]
  /** How long the names of what is summed up are, days or hours. */
  length: number
  /** What makes a time of a bucket. */
  rest: string
}

/** The buckets of a period that ends now. */
export function dividePeriod(period: Period, now: Date): Division {
  if (period === '24h') {
    const buckets = lastOnes(24, (age) => hourOf(new Date(now.getTime() - age * HOUR_MS)))
    return { buckets, length: hourOf(now).length, rest: ':00:00.000Z' }
  }
  if (period === '30d') {
    const buckets = lastOnes(30, (age) => dayOf(new Date(now.getTime() - age * DAY_MS)))
    return { buckets, length: dayOf(now).length, rest: 'T00:00:00.000Z' }
  }
  const buckets = lastOnes(12, (age) => monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - age))))
  return { buckets, length: dayOf(now).length, rest: '-01T00:00:00.000Z' }
}

const monthOf = (time: Date): string => time.toISOString().slice(0, MONTH_LENGTH)

/** What has these ages, the oldest first. */
const lastOnes = (count: number, nameOf: (age: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => nameOf(count - 1 - index))
