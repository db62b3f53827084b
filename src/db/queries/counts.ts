import { and, eq, gt, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { COUNTED_WAYS, type CountKind, LATEST, REGISTRATIONS, SIGN_INS } from '../../model/figures.ts'
import { dailyCounts, events, loginAttempts } from '../schema.ts'
import { type Builder, type Param, type Params, query } from './query.ts'

// What is counted of the time from `from` until before `to`, in UTC. Each may be counted any number of times, and at once.

interface Span {
  from: Date
  to: Date
}

const within = (column: SQLiteColumn, { from, to }: Params<Span>) => and(gte(column, from), lt(column, to))

/** The hour of a time, as `2026-11-29T07`. */
const hour = (column: SQLiteColumn) => sql<string>`strftime(${'%Y-%m-%dT%H'}, ${column} / 1000, ${'unixepoch'})`

const FIRST_COLUMNS = sql`1, 2`
const kindIs = (kind: CountKind) => sql<string>`${kind}`
const howMany = sql<number>`count(*)`.as('count')

/**
 * Of what was counted once, nothing is taken away again: an account may be deleted meanwhile, with its events, and a failed
 * login be forgotten.
 */
const UNLESS_LESS = {
  target: [dailyCounts.day, dailyCounts.kind],
  set: { count: sql`max(${dailyCounts.count}, excluded.count)` },
}

const counted = (day: SQL<string>, kind: SQL<string>) => ({
  day: day.as('day'),
  kind: kind.as('kind'),
  count: howMany,
})

const isRegistration = inArray(events.type, [...REGISTRATIONS])
const isSignIn = and(inArray(events.type, [...SIGN_INS]), inArray(events.method, [...COUNTED_WAYS]))
const wayOfSignIn = sql<string>`${'sign_ins_'} || ${events.method}`

/** Counts users who have registered, by hour. */
export const countRegistrations = query((db, span: Params<Span>) =>
  db
    .insert(dailyCounts)
    .select(
      db
        .select(counted(hour(events.createdAt), kindIs('registrations')))
        .from(events)
        .where(and(within(events.createdAt, span), isRegistration))
        .groupBy(FIRST_COLUMNS),
    )
    .onConflictDoUpdate(UNLESS_LESS),
)

/** Counts sign-ins, by hour and way. */
export const countSignIns = query((db, span: Params<Span>) =>
  db
    .insert(dailyCounts)
    .select(
      db
        .select(counted(hour(events.createdAt), wayOfSignIn))
        .from(events)
        .where(and(within(events.createdAt, span), isSignIn))
        .groupBy(FIRST_COLUMNS),
    )
    .onConflictDoUpdate(UNLESS_LESS),
)

const countAttempts = (db: Builder, span: Params<Span>, kind: CountKind, condition?: SQL) =>
  db
    .insert(dailyCounts)
    .select(
      db
        .select(counted(hour(loginAttempts.updatedAt), kindIs(kind)))
        .from(loginAttempts)
        .where(and(within(loginAttempts.updatedAt, span), condition))
        .groupBy(FIRST_COLUMNS),
    )
    .onConflictDoUpdate(UNLESS_LESS)

/** Counts what somebody failed at and has not got right since: email addresses, devices and sessions, by hour. */
export const countFailures = query((db, span: Params<Span>) => countAttempts(db, span, 'failures'))

/** Counts those of them whose last failure made the next attempt wait. */
export const countLockOuts = query((db, span: Params<Span>) =>
  countAttempts(db, span, 'lock_outs', gt(loginAttempts.blockedUntil, loginAttempts.updatedAt)),
)

const HOUR_LENGTH = '2026-11-29T07'.length
const isHour = eq(sql`length(${dailyCounts.day})`, HOUR_LENGTH)

/** Sums up the hours of the days from one to another, both as `2026-11-29`. */
export const sumUpDays = query((db, { first, last }: Params<{ first: string; last: string }>) =>
  db
    .insert(dailyCounts)
    .select(
      db
        .select({
          day: sql<string>`substr(${dailyCounts.day}, 1, ${'2026-11-29'.length})`.as('day'),
          kind: dailyCounts.kind,
          count: sql<number>`sum(${dailyCounts.count})`.as('count'),
        })
        .from(dailyCounts)
        .where(and(gte(dailyCounts.day, first), lt(dailyCounts.day, sql`${last} || ${'U'}`), isHour))
        .groupBy(FIRST_COLUMNS),
    )
    .onConflictDoUpdate(UNLESS_LESS),
)

/** Deletes the hours from one until before another, which their days have the sums of. */
export const deleteHours = query((db, { from, to }: Params<{ from: string; to: string }>) =>
  db.delete(dailyCounts).where(and(gte(dailyCounts.day, from), lt(dailyCounts.day, to), isHour)),
)

/** Adds one to what is counted for an hour. */
export const addOne = query((db, { hour: day, kind }: Params<{ hour: string; kind: string }>) =>
  db
    .insert(dailyCounts)
    .values({ day, kind, count: 1 })
    .onConflictDoUpdate({
      target: [dailyCounts.day, dailyCounts.kind],
      set: { count: sql`${dailyCounts.count} + 1` },
    }),
)

/** Writes a count, in place of the one that is there. */
export const putCount = query((db, { day, kind, count }: Params<{ day: string; kind: string; count: number }>) =>
  db
    .insert(dailyCounts)
    .values({ day, kind, count })
    .onConflictDoUpdate({ target: [dailyCounts.day, dailyCounts.kind], set: { count: sql`excluded.count` } }),
)

/** Writes a time, unless a later one is there: of two runs at once the one that came further counts. */
export const putLatestTime = query((db, { kind, time }: Params<{ kind: string; time: Date }>) =>
  db
    .insert(dailyCounts)
    .values({ day: LATEST, kind, count: sql`${time}` })
    .onConflictDoUpdate(UNLESS_LESS),
)

/** How things are. */
export const selectLatestCounts = query((db) =>
  db.select({ kind: dailyCounts.kind, count: dailyCounts.count }).from(dailyCounts).where(eq(dailyCounts.day, LATEST)),
)

interface Buckets {
  /** The first day or hour. */
  from: string
  /** How long the names of days or hours are that are summed up, and how much of them names a bucket. */
  length: number
  prefix: number
}

/** The sums of days or hours, by the beginning of their names. */
export const selectSums = query((db, { from, length, prefix }: Params<Buckets>) =>
  db
    .select({
      bucket: sql<string>`substr(${dailyCounts.day}, 1, ${prefix})`.as('bucket'),
      kind: dailyCounts.kind,
      count: sql<number>`sum(${dailyCounts.count})`.as('count'),
    })
    .from(dailyCounts)
    .where(and(gte(dailyCounts.day, from), eq(sql`length(${dailyCounts.day})`, length)))
    .groupBy(sql`1`, dailyCounts.kind),
)

const ACTIVE: CountKind = 'active'

/** How many users used a session on each day since a day, in its last 24 hours that were counted. */
export const selectActiveByDay = query((db, { from }: Params<{ from: string }>) =>
  db
    .select({ day: dailyCounts.day, count: dailyCounts.count })
    .from(dailyCounts)
    .where(and(gte(dailyCounts.day, from), eq(dailyCounts.kind, ACTIVE)))
    .orderBy(dailyCounts.day),
)

/** Since when events are not counted yet, but not before `earliest`: so much is counted when somebody asks. */
const uncountedSince = (db: Builder, earliest: Param<Date>) => {
  const countedAt = db
    .select({ count: dailyCounts.count })
    .from(dailyCounts)
    .where(and(eq(dailyCounts.day, LATEST), eq(dailyCounts.kind, 'counted_at')))
  return sql`max(coalesce(${countedAt}, 0), ${earliest})`
}

/** Registrations and sign-ins that are not counted yet, each by itself. */
export const selectUncounted = query((db, { earliest, limit }: Params<{ earliest: Date; limit: number }>) =>
  db
    .select({ type: events.type, method: events.method, createdAt: events.createdAt })
    .from(events)
    .where(and(gte(events.createdAt, uncountedSince(db, earliest)), or(isRegistration, isSignIn)))
    .limit(limit),
)
