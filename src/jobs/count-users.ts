import { commit } from '../db/commit.ts'
import { run } from '../db/database.ts'
import { selectActivity } from '../db/statements/activity.gen.ts'
import { putCount, putLatestTime } from '../db/statements/counts.gen.ts'
import { countUsers as countAllUsers, countDisabled, countGuests } from '../db/statements/totals.gen.ts'
import type { Ctx } from '../domain/context.ts'
import { DAY_MS, dayOf } from '../lib/utc.ts'
import { type CountKind, LATEST, type LatestKind } from '../model/figures.ts'

const FEW_USERS = 10_000 // they are counted with every run
const RUN_EVERY_MS = 10 * 60_000 // as [triggers] of wrangler.toml says
const PAGE_USERS = 10_000 // of one statement: others wait for it
const MAX_PAGES = 400 // of the thousand statements that D1 allows a run
const WEEK_DAYS = 7
const MONTH_DAYS = 30

const ACTIVE: CountKind = 'active'
const putLatest = (kind: LatestKind, count: number) => putCount({ day: LATEST, kind, count })

/**
 * Counts users, and those of a day, a week and a month who used a session: with every run while they are few, and else with
 * the last run of each day, which so tells who was there in the whole of it.
 */
export async function countUsers(ctx: Ctx, latest: ReadonlyMap<string, number>): Promise<void> {
  const time = ctx.now()
  const areFew = (latest.get('users') ?? 0) < FEW_USERS
  const isLastOfDay = dayOf(time) !== dayOf(new Date(time.getTime() + RUN_EVERY_MS))
  const isOverdue = time.getTime() - (latest.get('users_at') ?? 0) > DAY_MS
  if (!areFew && !isLastOfDay && !isOverdue) return
  const { day, week, month } = await countActive(ctx, time)
  await commit(ctx.db, {
    users: countAllUsers({}),
    guests: countGuests({}),
    disabled: countDisabled({}),
    day: putLatest('active_day', day),
    week: putLatest('active_week', week),
    month: putLatest('active_month', month),
    ofDay: putCount({ day: dayOf(time), kind: ACTIVE, count: day }),
    at: putLatestTime({ kind: 'users_at' satisfies LatestKind, time }),
  })
}

/**
 * Counts users with a session that began, or was refreshed or renewed, in the last day, week and month: so its end was moved
 * on to `SESSION_TTL` from then, or not beyond `SESSION_MAX_AGE`, where it says nothing any more.
 */
async function countActive({ db, settings }: Ctx, time: Date) {
  const lasts = Math.min(settings.SESSION_TTL, settings.SESSION_MAX_AGE) * 1_000
  const endOf = (days: number) => new Date(time.getTime() - days * DAY_MS + lasts)
  const ends = { day: endOf(1), week: endOf(WEEK_DAYS), month: endOf(MONTH_DAYS) }
  const sums = { day: 0, week: 0, month: 0 }
  let after = '' // before any id
  for (let page = 0; page < MAX_PAGES; page++) {
    const found = await run(db, selectActivity({ ...ends, after, limit: PAGE_USERS }))
    if (!found?.last) break
    sums.day += found.day
    sums.week += found.week
    sums.month += found.month
    after = found.last
  }
  return sums
}
