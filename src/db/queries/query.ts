import { type Placeholder, type SQLWrapper, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { RunnableQuery } from 'drizzle-orm/runnable-query'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'

// Queries are compiled beforehand to src/db/statements.gen.ts (npm run statements). Nothing in this folder runs in the
// Worker.

export type Builder = DrizzleD1Database

/** A parameter of a statement, to which a value will be bound. */
export type Param<T> = Placeholder<string, T>

/** The parameters for some values, by their names. */
export type Params<V> = { readonly [K in keyof V]: Param<V[K]> }

/** What Drizzle's builders return. */
interface Built<R> extends RunnableQuery<R, 'sqlite'>, SQLWrapper {
  prepare(): unknown
}

/** A query: how Drizzle builds its statement, which values it takes and what it returns. */
export class Query<V extends object, R> {
  declare readonly values: V
  declare readonly answer: R
  readonly build: () => Built<R>

  constructor(build: () => Built<R>) {
    this.build = build
  }
}

/** Makes a query: it is built with a parameter for each value, so the statement is the same whatever the values are. */
export const query = <V extends object, R>(build: (db: Builder, params: Params<V>) => Built<R>): Query<V, R> =>
  new Query(() => build(builder, Object(anyParam)))

/** Builds statements and runs none: the D1 that it gets can only prepare them. */
const builder: Builder = drizzle({ prepare: () => undefined } as unknown as D1Database)

/** An object that has a parameter of every name. */
const anyParam: object = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) })

/** The value for a column in an INSERT ... SELECT. */
export const into = (column: SQLiteColumn, value: Param<unknown>) => sql`${value}`.as(column.name)
