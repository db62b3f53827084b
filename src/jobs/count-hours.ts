import { commit } from '../db/commit.ts'
import {
  countFailures,
  countLockOuts,
  countRegistrations,
  countSignIns,
  deleteHours,
  putLatestTime,
  sumUpDays,
} from '../db/statements/counts.gen.ts'
import type { Ctx } from '../domain/context.ts'
import { DAY_MS, dayOf, endOfDay, startOfHour } from '../lib/utc.ts'

const LATE_MS = 10 * 60_000 // far longer than a call takes from its time to its commit
const HOURS_KEPT_MS = 2 * DAY_MS
const MAX_SPANS = 60 // of one run, of two days at most: seven statements each, of the thousand that D1 allows it
const MAX_MS = 10_000 // the next run goes on where this one stops

/**
 * Counts what has happened since `countedAt` (milliseconds since 1970; without it, since the events that are kept begin),
 * two days at a time. Hours are always counted whole, from their beginning.
 */
export async function countHours({ db, settings, now }: Ctx, countedAt: number | undefined): Promise<void> {
  const started = now()
  const oldest = started.getTime() - settings.EVENTS_RETENTION * 1_000
  const known = countedAt === undefined ? oldest : Math.min(countedAt, started.getTime())
  let from = startOfHour(new Date(Math.max(known, oldest) - LATE_MS))
  for (let spans = 0; spans < MAX_SPANS && from < started; spans++) {
    if (now().getTime() - started.getTime() > MAX_MS) return
    const to = new Date(Math.min(endOfDay(from).getTime() + DAY_MS, started.getTime()))
    await commit(db, {
      registrations: countRegistrations({ from, to }),
      signIns: countSignIns({ from, to }),
      failures: countFailures({ from, to }),
      lockOuts: countLockOuts({ from, to }),
      days: sumUpDays({ first: dayOf(from), last: dayOf(to) }),
      oldHours: deleteHours({
        from: dayOf(new Date(from.getTime() - HOURS_KEPT_MS - DAY_MS)),
        to: dayOf(new Date(to.getTime() - HOURS_KEPT_MS)),
      }),
      countedAt: putLatestTime({ kind: 'counted_at', time: to }),
    })
    from = to
  }
}
