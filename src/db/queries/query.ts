import { type Placeholder, type SQLWrapper, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { RunnableQuery } from 'drizzle-orm/runnable-query'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'

// Queries are compiled beforehand to src/db/statements.ts (npm run statements). Nothing in this folder runs in the Worker.

export type Builder = DrizzleD1Database

/** The place in a statement that a value will be bound to. */
export type Place<T> = Placeholder<string, T>

/** Values as a query takes them: of each its place. */
export type Bindable<V> = { readonly [K in keyof V]: Place<V[K]> }

/** What Drizzle's builders give. */
interface Built<R> extends RunnableQuery<R, 'sqlite'>, SQLWrapper {
  prepare(): unknown
}

/** One statement: how Drizzle builds it, which values it takes and what it answers. */
export class Query<V extends object, R> {
  declare readonly values: V
  declare readonly answer: R
  readonly build: () => Built<R>

  constructor(build: () => Built<R>) {
    this.build = build
  }
}

/** Makes a query: the builder gets a place for each value, so the statement is the same whatever they are. */
export const query = <V extends object, R>(build: (db: Builder, values: Bindable<V>) => Built<R>): Query<V, R> =>
  new Query(() => build(builder, Object(places)))

/** Builds statements and runs none: the D1 that it is given can only be asked to prepare. */
const builder: Builder = drizzle({ prepare: () => undefined } as unknown as D1Database)

/** An object in which every name is there, as the place of that name. */
const places: object = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) })

/** A value in a SELECT that fills a table: the one for this column. */
export const into = (column: SQLiteColumn, value: Place<unknown>) => sql`${value}`.as(column.name)
