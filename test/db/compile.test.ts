import { eq, gt, sql } from 'drizzle-orm'
import { blob, sqliteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { checkColumns, compile } from '../../scripts/generate/statements/compile.ts'
import { type Params, type Query, query, queryOne } from '../../src/db/queries/query.ts'
import { sessions, users } from '../../src/db/schema.ts'

const module = (name: string, member: Query<object, unknown>, source = '') => ({
  folder: 'src/db/queries',
  file: 'some-queries.ts',
  statement: '../statement.ts',
  source,
  exported: [[name, member]] as [string, unknown][],
})

const compileOne = (member: Query<any, unknown>) => compile(module('one', member))

describe('a query becomes a statement', () => {
  it('with a number for each value, its constants written out, and a reader of its row', () => {
    const one = query((db, { _id, now }: Params<{ _id: string; now: Date }>) =>
      db
        .select({ name: users.name, of: { verified: users.emailVerified, at: users.createdAt } })
        .from(users)
        .where(
          sql`${eq(users._id, _id)} AND ${gt(users.createdAt, now)} OR ${users.updatedAt} > ${now} AND ${users.name} = ${"O'Hara"}`,
        ),
    )
    const text = compile(module('one', one, '/** Not this. */\n\n/** Finds one. */\nexport const one = query('))
    expect(text?.split('\n\n').at(-1)).toBe(`/** Finds one. */
export const one = statement<typeof queries.one>({
  sql: \`select "name", "email_verified", "created_at" from "users" where "users"."id" = ?1 AND "users"."created_at" > ?2 OR "users"."updated_at" > ?2 AND "users"."name" = 'O''Hara'\`,
  values: ['_id', 'now'],
  kind: 'reads',
  row: (c) => ({ name: c[0], of: { verified: flag(c[1]), at: time(c[2]) } }),
})
`)
  })

  it('with the reader of the column that an expression is mapped with', () => {
    const roles = sql`CASE WHEN ${users.isGuest} THEN NULL ELSE ${users.roles} END`.mapWith(users.roles).as('roles')
    expect(compileOne(query((db) => db.select({ roles }).from(users)))).toContain('row: (c) => ({ roles: json(c[0]) })')
  })
})

describe('what a statement is, is decided by its query', () => {
  it('a read that begins with WITH is a read', () => {
    const one = query((db) => {
      const named = db.$with('named').as(db.select({ _id: users._id }).from(users))
      return db.with(named).select().from(named)
    })
    expect(compileOne(one)).toMatch(/sql: `with .*\n.*\n {2}kind: 'reads'/)
  })

  it('a write is a write, also if it returns rows', () => {
    const one = query((db) => db.delete(users).returning({ _id: users._id }))
    expect(compileOne(one)).toContain("kind: 'writes',\n  row:")
  })

  it('one row or none is what queryOne finds', () => {
    expect(compileOne(queryOne((db) => db.select({ _id: users._id }).from(users)))).toContain('one: true')
  })
})

describe('a query that the Worker could not run as Drizzle would is refused:', () => {
  it('two columns of one name, of which a batch answers one', () => {
    const one = query((db) =>
      db.select({ a: users._id, b: sessions._id }).from(users).innerJoin(sessions, eq(sessions.userId, users._id)),
    )
    expect(() => compileOne(one)).toThrow(refusal('two columns have one name: id, id'))
  })

  it('an outer join', () => {
    const one = query((db) =>
      db.select({ a: users.name, b: sessions.country }).from(users).leftJoin(sessions, eq(sessions.userId, users._id)),
    )
    expect(() => compileOne(one)).toThrow(refusal('of an outer join a row may be missing'))
  })

  it('an expression without a name', () => {
    const one = query((db) => db.select({ a: sql`1` }).from(users))
    expect(() => compileOne(one)).toThrow(refusal('an expression without .as()'))
  })

  it('a question mark that is no place', () => {
    const one = query((db) => db.select({ a: users._id }).from(users).where(sql`name = ?`))
    expect(() => compileOne(one)).toThrow(refusal('a text of the SQL has a question mark'))
  })

  it('a quoted text, whose spaces would be squeezed', () => {
    const one = query((db) => db.select({ a: users._id }).from(users).where(sql`name = 'a  b'`))
    expect(() => compileOne(one)).toThrow(refusal('a quoted text in the SQL: make it a constant'))
  })

  it('a column that nothing knows how to read and write', () => {
    const table = sqliteTable('files', { content: blob('content', { mode: 'buffer' }) })
    expect(() => checkColumns([table])).toThrow('SQLiteBlobBuffer')
  })
})

const refusal = (reason: string) => `one cannot be compiled: ${reason}`
