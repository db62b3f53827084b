import { commit } from '../db/commit.ts'
import { run, type Steps } from '../db/database.ts'
import { countUsersOfSessions, putCount, putLatestTime } from '../db/statements/counts.gen.ts'
import { countUsers as countAllUsers, countDisabled, countGuests } from '../db/statements/totals.gen.ts'
import type { Ctx } from '../domain/context.ts'
import { DAY_MS, dayOf, HOUR_MS, hourOf } from '../lib/utc.ts'
import { LATEST, type LatestKind } from '../model/figures.ts'

const FEW_USERS = 10_000 // they are counted with every run
const RUN_EVERY_MS = 10 * 60_000 // as [triggers] of wrangler.toml says
const WEEK_DAYS = 7
const MONTH_DAYS = 30

type Latest = ReadonlyMap<string, number>

/**
 * Counts users, and those of a day, a week and a month who used a session: with every run while they are few. Of many,
 * those of a day are counted with the last run of each hour, and the others with the first run of each day.
 */
export async function countUsers(ctx: Ctx, latest: Latest): Promise<void> {
  const time = ctx.now()
  const areFew = (latest.get('users') ?? 0) < FEW_USERS
  const isFirstOfDay = (kind: LatestKind) => dayOf(time) !== dayOf(new Date(latest.get(kind) ?? 0))
  if (areFew || isFirstOfDay('totals_at')) await countTotals(ctx, time)
  if (areFew || isLastOfHour(time, latest.get('day_at'))) await countActive(ctx, 'active_day', 1, 'day_at')
  if (areFew || isFirstOfDay('month_at')) {
    await countActive(ctx, 'active_week', WEEK_DAYS)
    await countActive(ctx, 'active_month', MONTH_DAYS, 'month_at')
  }
}

/** The last run of a day then tells who was there in the whole of it. */
const isLastOfHour = (time: Date, countedAt = 0): boolean =>
  time.getTime() - countedAt >= HOUR_MS || hourOf(time) !== hourOf(new Date(time.getTime() + RUN_EVERY_MS))

async function countTotals({ db }: Ctx, time: Date): Promise<void> {
  await commit(db, {
    users: countAllUsers({}),
    guests: countGuests({}),
    disabled: countDisabled({}),
    totalsAt: putLatestTime({ kind: 'totals_at', time }),
  })
}

/**
 * Counts users with a session that began, or was refreshed or renewed, in the last `days`: so its end was moved on to
 * `SESSION_TTL` from then, or not beyond `SESSION_MAX_AGE`, where it says nothing any more.
 */
async function countActive(ctx: Ctx, kind: LatestKind, days: number, at?: LatestKind): Promise<void> {
  const { db, settings, now } = ctx
  const time = now()
  const lasts = Math.min(settings.SESSION_TTL, settings.SESSION_MAX_AGE) * 1_000
  const since = time.getTime() - days * DAY_MS
  const { count = 0 } = (await run(db, countUsersOfSessions({ endsAfter: new Date(since + lasts) }))) ?? {}
  const ofDay: Steps = kind === 'active_day' ? { day: putCount({ day: dayOf(time), kind: 'active', count }) } : {}
  await commit(db, {
    latest: putCount({ day: LATEST, kind, count }),
    ...ofDay,
    ...(at && { at: putLatestTime({ kind: at, time }) }),
  })
}
