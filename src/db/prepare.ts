import { fillPlaceholders, type Placeholder, type Query, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { QueryPromise } from 'drizzle-orm/query-promise'
import type { RunnableQuery } from 'drizzle-orm/runnable-query'
import type { Database } from './client.ts'

/** Values as a builder of statements takes them: each itself, or the place that it will be bound to. */
export type Bindable<V> = { [K in keyof V]: V[K] | Placeholder }

interface Prepared {
  getQuery(): Query
  mapResult(response: unknown, isFromBatch?: boolean): unknown
}

interface Preparable<R> extends RunnableQuery<R, 'sqlite'> {
  prepare(): Prepared
}

/**
 * Prepares a statement: Drizzle builds it once per isolate, which costs several times what running it does. What comes
 * back takes a database and the values, and is a query like any other, to be awaited or put into a batch.
 */
export function prepare<V extends object, R>(build: (db: Database, values: Bindable<V>) => Preparable<R>) {
  let prepared: Prepared | undefined
  return (db: Database, values: V): PreparedStatement<R> => {
    prepared ??= build(builder, Object(placeholders)).prepare()
    return new PreparedStatement(db.$client, prepared, Object(values))
  }
}

/** Builds statements and runs none: the D1 that it is given can only be asked to prepare. */
const builder = drizzle({ prepare: () => undefined } as unknown as D1Database) as unknown as Database

/** An object in which every name is there, as the placeholder of that name. */
const placeholders: object = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) })

class PreparedStatement<R> extends QueryPromise<R> implements RunnableQuery<R, 'sqlite'> {
  declare readonly _: { readonly dialect: 'sqlite'; readonly result: R }
  readonly #session: D1DatabaseSession
  readonly #prepared: Prepared
  readonly #values: Record<string, unknown>

  constructor(session: D1DatabaseSession, prepared: Prepared, values: Record<string, unknown>) {
    super()
    this.#session = session
    this.#prepared = prepared
    this.#values = values
  }

  async execute(): Promise<R> {
    const { sql, params } = this.#query()
    const rows = await this.#session
      .prepare(sql)
      .bind(...params)
      .raw()
    return this.#prepared.mapResult(rows) as R
  }

  /** What Drizzle's `batch` asks of a query. */
  _prepare() {
    const query = this.#query()
    return {
      getQuery: () => query,
      stmt: this.#session.prepare(query.sql),
      mapResult: (result: unknown) => this.#prepared.mapResult(result, true),
    }
  }

  #query(): Query {
    const { sql, params } = this.#prepared.getQuery()
    return { sql, params: fillPlaceholders(params, this.#values).map(toDriverValue) }
  }
}

/** A placeholder knows no column whose encoder to use; a time is all that needs one. */
const toDriverValue = (value: unknown) => (value instanceof Date ? value.getTime() : value)
