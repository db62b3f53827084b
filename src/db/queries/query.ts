import { getTableColumns, type Placeholder, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { RunnableQuery } from 'drizzle-orm/runnable-query'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'

// Queries are compiled beforehand to src/db/statements/ (npm run generate). Nothing in this folder runs in the
// Worker.

export type Builder = DrizzleD1Database

/** A parameter of a statement, to which a value will be bound. */
export type Param<T> = Placeholder<string, T>

/** The parameters for some values, by their names. */
export type Params<V> = { readonly [K in keyof V]-?: Param<Exclude<V[K], undefined>> }

/** What Drizzle's builders return. */
interface Built<R> extends RunnableQuery<R, 'sqlite'>, SQLWrapper {
  prepare(): unknown
}

/** What the compiler has to know of a query that its builder does not say. */
interface Traits {
  /** It finds one row or none. */
  one?: true
  /** It records an event, whose id is the value `_id`. */
  records?: true
  /** It adds messages to the outbox. */
  tells?: true
}

/** A query: how Drizzle builds its statement, which values it takes and what it returns. */
export class Query<V extends object, R> {
  declare readonly values: V
  declare readonly answer: R
  readonly build: () => Built<unknown>
  readonly traits: Traits

  constructor(build: () => Built<unknown>, traits: Traits = {}) {
    this.build = build
    this.traits = traits
  }
}

type Build<V, R> = (db: Builder, params: Params<V>) => Built<R>

/** A query that answers with every row that it finds, or, if it returns none, with what D1 says of a write. */
export const query = <V extends object, R>(build: Build<V, R>, traits?: Traits): Query<V, R> =>
  new Query(() => build(builder, anyParams()), traits)

/** A query that finds one row or none. */
export const queryOne = <V extends object, R>(build: Build<V, R[]>): Query<V, R | undefined> =>
  new Query(() => build(builder, anyParams()), { one: true })

/** Builds statements and runs none: the D1 that it gets can only prepare them. */
const builder: Builder = drizzle({ prepare: () => undefined } as unknown as D1Database)

/** A parameter for each value, by its name: so the statement is the same whatever the values are. */
const anyParams = <V>() => new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) }) as Params<V>

type Columns<T extends SQLiteTable> = T['_']['columns']

/** What a column is to hold: another column, an expression, or a value of another name. */
type Given<T extends SQLiteTable> = { [K in keyof Columns<T>]?: SQLiteColumn | SQL | Param<unknown> }

/**
 * Every column of a table, in its order, as an INSERT ... SELECT has to name them: what `given` says, else the column's
 * default, else the value of the same name.
 */
export function rowOf<T extends SQLiteTable>(table: T, values: object, given: Given<T> = {}): RowOf<T> {
  const named = values as Record<string, Param<unknown>> // every name has a parameter
  const own = given as Record<string, Param<unknown>>
  return Object.fromEntries(
    Object.entries<SQLiteColumn>(getTableColumns(table)).map(([key, column]) => {
      const content = own[key] ?? (column.hasDefault ? column.default : named[key])
      return [key, sql`${content}`.as(column.name)]
    }),
  ) as RowOf<T>
}
type RowOf<T extends SQLiteTable> = { [K in keyof Columns<T>]: SQL.Aliased }

/** The columns of a table but `kept`, each to be set as a new row would have it: its default, or the value of its name. */
export const valuesOf = <T extends SQLiteTable>(
  table: T,
  values: object,
  kept: readonly (keyof Columns<T> & string)[],
): Record<string, SQL> => {
  const named = values as Record<string, Param<unknown>>
  const changed = Object.entries<SQLiteColumn>(getTableColumns(table)).filter(([key]) => !kept.includes(key))
  return Object.fromEntries(
    changed.map(([key, column]) => [key, sql`${column.hasDefault ? column.default : named[key]}`]),
  )
}
