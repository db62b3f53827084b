import type { AccountEvent } from '../../../db/rows.ts'
import {
  selectActiveByDay,
  selectLatestCounts,
  selectSums,
  selectUncounted,
} from '../../../db/statements/counts.gen.ts'
import { DAY_MS, dayOf, HOUR_MS, hourOf } from '../../../lib/utc.ts'
import { COUNTED_WAYS, type CountKind, type LatestKind, type Period, REGISTRATIONS } from '../../../model/figures.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { dividePeriod } from '../../figures/divide-period.ts'

const UNCOUNTED_MAX_MS = HOUR_MS // where the cron trigger does not run, there is no more to be seen
const MAX_UNCOUNTED = 200 // with more in ten minutes nobody misses them
const DAYS: Record<Period, number> = { '24h': 30, '30d': 30, '12m': 365 } // of `activeByDay`

/**
 * How often what happened in a period, in hours, days or months of UTC, and how many users there are. It takes the same
 * however many those are: the counts of the cron trigger, and what events have come since. Throws what `readAsOperator`
 * throws.
 */
export async function getFigures(ctx: OperatorCtx, period: Period) {
  const until = ctx.now()
  const { buckets, length, rest } = dividePeriod(period, until)
  const [first = ''] = buckets
  const prefix = first.length
  const earliest = new Date(until.getTime() - UNCOUNTED_MAX_MS)
  const found = await readAsOperator(ctx, {
    sums: selectSums({ from: first, length, prefix }),
    uncounted: selectUncounted({ earliest, limit: MAX_UNCOUNTED }),
    activeByDay: selectActiveByDay({ from: dayOf(new Date(until.getTime() - DAYS[period] * DAY_MS)) }),
    latest: selectLatestCounts({}),
  })
  const counts = sumUp([...found.sums, ...countRest(found.uncounted)], prefix)
  const latest = new Map(found.latest.map(({ kind, count }) => [kind, count]))
  const latestOf = (kind: LatestKind): number => latest.get(kind) ?? 0
  const countedAt = latest.get('counted_at')
  return {
    period,
    until,
    buckets: buckets.map((bucket) => ({
      start: new Date(`${bucket}${rest}`),
      ...figuresOf((kind) => counts.get(`${bucket} ${kind}`) ?? 0),
    })),
    activeUsers: { day: latestOf('active_day'), week: latestOf('active_week'), month: latestOf('active_month') },
    activeByDay: found.activeByDay,
    users: { total: latestOf('users'), guests: latestOf('guests'), disabled: latestOf('disabled') },
    asOf: countedAt === undefined ? null : new Date(countedAt),
  }
}

/** Counts events that nobody has counted yet; none of them if there may be more. */
function countRest(uncounted: readonly Pick<AccountEvent, 'type' | 'method' | 'createdAt'>[]): Counted[] {
  if (uncounted.length === MAX_UNCOUNTED) return []
  return uncounted.flatMap(({ type, method, createdAt }) => {
    const one = (kind: string): Counted => ({ bucket: hourOf(createdAt), kind, count: 1 })
    const isRegistration = REGISTRATIONS.some((each) => each === type)
    return [...(isRegistration ? [one('registrations')] : []), ...(method ? [one(`sign_ins_${method}`)] : [])]
  })
}

interface Counted {
  bucket: string
  kind: string
  count: number
}

/** By bucket and kind: `prefix` is how much of the name of an hour or a day names its bucket. */
function sumUp(rows: readonly Counted[], prefix: number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { bucket, kind, count } of rows) {
    const key = `${bucket.slice(0, prefix)} ${kind}`
    sums.set(key, (sums.get(key) ?? 0) + count)
  }
  return sums
}

function figuresOf(count: (kind: CountKind) => number) {
  const ways = COUNTED_WAYS.map((way) => [way, count(`sign_ins_${way}`)] as const)
  return {
    registrations: count('registrations'),
    signIns: Object.fromEntries(ways) as Record<(typeof COUNTED_WAYS)[number], number>,
    failures: count('failures'),
    lockOuts: count('lock_outs'),
    mailsSent: count('mails_sent'),
    mailsFailed: count('mails_failed'),
  }
}
