import { env } from 'cloudflare:workers'

/** `constraint` is what the D1 session was opened with. */
type Trip = <T>(run: () => Promise<T>, constraint: string) => Promise<T>

const RUNNERS = new Set(['run', 'all', 'raw', 'first'])
const originals = new WeakMap<object, D1PreparedStatement>()

/** The statement that counts a mail for operators, after the response. */
const COUNTS_MAIL = 'insert into "daily_counts"'

/**
 * The real database, with every round trip (a statement that runs alone, or a batch) passing through `trip`; but for those
 * that count mails, unless `withMailCounts`: they are made after the response, and are no part of what a call asks.
 */
export function interceptD1(trip: Trip, { withMailCounts = false } = {}): D1Database {
  return new Proxy(env.DB, {
    get: (database, member) => {
      if (member !== 'withSession') throw new Error(`a request uses a D1 session, not ${String(member)}`)
      return (constraint: string) => {
        const tripOf = (sql: string): TripOfSession =>
          sql.startsWith(COUNTS_MAIL) && !withMailCounts ? (run) => run() : (run) => trip(run, constraint)
        return interceptSession(database.withSession(constraint), tripOf)
      }
    },
  })
}

type TripOfSession = <T>(run: () => Promise<T>) => Promise<T>

const interceptSession = (session: D1DatabaseSession, tripOf: (sql: string) => TripOfSession): D1DatabaseSession => ({
  prepare: (sql) => interceptStatement(session.prepare(sql), tripOf(sql)),
  batch: (statements) =>
    tripOf('')(() => session.batch(statements.map((statement) => originals.get(statement) ?? statement))),
  getBookmark: () => session.getBookmark(),
})

function interceptStatement(statement: D1PreparedStatement, trip: TripOfSession): D1PreparedStatement {
  const proxy = new Proxy(statement, {
    get: (target, member) => {
      if (member === 'bind') return (...values: unknown[]) => interceptStatement(target.bind(...values), trip)
      const value: any = Reflect.get(target, member)
      if (!RUNNERS.has(String(member))) return value
      return (...options: unknown[]) => trip(() => value.apply(target, options))
    },
  })
  originals.set(proxy, statement)
  return proxy
}

/** A database that counts its round trips. */
export function countingD1(): { DB: D1Database; trips: () => number } {
  let count = 0
  const DB = interceptD1((run) => {
    count++
    return run()
  })
  return { DB, trips: () => count }
}

/** A database that notes its round trips: each with the constraint of its session, and with the rows that D1 bills. */
export function watchedD1(options = {}) {
  const trips: { constraint: string; rowsRead: number; rowsWritten: number }[] = []
  const DB = interceptD1(async (run, constraint) => {
    const trip = { constraint, rowsRead: 0, rowsWritten: 0 }
    trips.push(trip)
    const answer = await run()
    for (const { meta } of [answer].flat() as Partial<D1Result>[]) {
      trip.rowsRead += meta?.rows_read ?? 0
      trip.rowsWritten += meta?.rows_written ?? 0
    }
    return answer
  }, options)
  return { DB, trips }
}

export interface Fault {
  /** The round trip that fails, counted from 1. */
  trip: number
  /** Before it was carried out, or after: then only its answer is lost. */
  moment: 'before' | 'after'
  /** Whether every round trip after it fails in the same way. */
  lasting: boolean
  message: string
}

/**
 * The real database, with a fault, and a count of its round trips. By default the connection breaks after the first one,
 * once. `meanwhile` is what happens before the caller is told.
 */
export function faultyD1({
  trip = 1,
  moment = 'after',
  lasting = false,
  message = 'D1_ERROR: Network connection lost.',
  meanwhile = async () => {},
}: Partial<Fault> & { meanwhile?: () => Promise<unknown> }): { DB: D1Database; trips: () => number } {
  let trips = 0
  const DB = interceptD1(async (run) => {
    trips++
    const isStruck = lasting ? trips >= trip : trips === trip
    if (!isStruck) return run()
    if (moment === 'after') await run()
    await meanwhile()
    throw new Error(message)
  })
  return { DB, trips: () => trips }
}
