/// <reference types="vite/types/importMeta.d.ts" />
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Bound } from '../../src/db/statement.ts'

/** Takes values of its own: no two statements take the same. */
type Make = (values: never) => Bound<unknown>

const modules = import.meta.glob<Record<string, Make>>(
  ['/src/db/statements/*.gen.ts', '/src/extensions/statements/*.gen.ts'],
  { eager: true },
)

/** Every statement, with the names of the values that it takes. */
const statements = Object.values(modules)
  .flatMap(Object.entries<Make>)
  .filter(([, make]) => typeof make === 'function') // and not the list of tables
  .map(([name, make]) => {
    const values: string[] = []
    const get = (_: object, value: string | symbol) => {
      values.push(String(value))
      return null
    }
    const { sql, params, kind } = make(new Proxy({}, { get }) as never)
    return { name, sql, params, kind, values }
  })

/** A SELECT of constants, or of the list that a value is; what a subquery reads is a step of its own. */
const NO_TABLE =
  /^SCAN (CONSTANT ROW|\(subquery-\d+\)|latest|scanned|(json_each|given|told|made) (EXISTS )?VIRTUAL TABLE INDEX 1:)$/

describe('every statement', () => {
  it.each(statements)('$name finds its rows by an index, however many users there are', async ({ sql, params }) => {
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const steps = plan.results.map(({ detail }) => detail)
    const scans = steps.filter((step) => step.startsWith('SCAN') && !NO_TABLE.test(step))
    expect(scans, 'a table is read whole; if the statement does not name it, by a cascade: index its user_id').toEqual(
      [],
    )
  })
})

describe('a statement that records an event', () => {
  it('is what the compiler takes for one: `commit` looks for its event when a batch runs again', () => {
    const inserting = statements.filter(
      ({ sql, name }) => /^insert into "events"/.test(sql) && name !== 'failIfRecorded',
    )
    expect(inserting).not.toHaveLength(0)
    expect(inserting).toEqual(statements.filter(({ kind }) => kind === 'records'))
  })
})

describe('a statement that adds messages', () => {
  it('is what the compiler takes for one: `commit` has them sent after the response', () => {
    const adding = statements.filter(({ sql }) => /^insert into "outbox"/.test(sql))
    expect(adding).not.toHaveLength(0)
    expect(adding).toEqual(statements.filter(({ kind }) => kind === 'tells'))
  })
})

describe('a statement that deletes users', () => {
  /** How each is told: by a statement before it, under the same condition, or as a merge. */
  const TOLD: Record<string, string> = {
    deleteCaller: 'addCallersDeletion',
    deleteCallersGuest: 'addGuestsDeletion',
    deleteCallerWithOnlyPasskeys: 'addPasskeyHoldersDeletion',
    deleteMergedGuest: 'addEventMessages',
    deleteUnusedGuests: 'addUnusedGuestsDeletion',
    deleteUser: 'addDeletion',
    deleteUserOfAudit: 'addDeletionByOperator',
  }

  it('is told of: user.deleted has no event that could not be forgotten', () => {
    const deleting = statements.filter(({ sql }) => /^delete from "users"/.test(sql)).map(({ name }) => name)
    expect(deleting.sort()).toEqual(Object.keys(TOLD).sort())
    const names = statements.map(({ name }) => name)
    for (const telling of Object.values(TOLD)) expect(names).toContain(telling)
  })
})

/** For a user and with a session, which need not be theirs or need not be yet: something else proves the user. */
const PROVEN_OTHERWISE: Record<string, string> = {
  recordChangeByLink: 'the code',
  recordVerificationByLink: 'the code',
  recordEventForUser: 'the event of a batch that has made the user',
  recordPasskeyCloned: 'the signature',
  recordPasskeyLogin: 'the signature',
}

const LIVE_SESSION = /"sessions"\."id" = \?\d+ and "sessions"\."user_id" = \?\d+ and "sessions"\."expires_at" > \?\d+/

describe('a statement for an operator', () => {
  const forOperators = statements.filter(({ values }) => values.includes('operatorId'))

  it.each(forOperators)('$name asks whether they may act: a key, or a live session of an admin', ({ sql }) => {
    expect(sql).toMatch(/\(\?\d+ IS NOT NULL OR exists \(select .* from "sessions" inner join "users"/)
    expect(sql).toMatch(LIVE_SESSION)
    expect(sql).toMatch(/"sessions"\."aal" = 2 and coalesce\(.*\) >= \?\d+ and "users"\."disabled_at" is null/)
    expect(sql).toMatch(/json_each\("users"\."roles"\) WHERE value = 'admin'/)
  })
})

describe('a statement for a user and a session', () => {
  const forCaller = statements.filter(({ values }) => values.includes('userId') && values.includes('sessionId'))

  it.each(forCaller)('$name asks whether the session lives and is theirs', ({ name, sql }) => {
    if (name in PROVEN_OTHERWISE) expect(sql).not.toMatch(LIVE_SESSION)
    else expect(sql).toMatch(LIVE_SESSION)
  })

  it('has names for all exceptions, and no others', () => {
    const exceptions = forCaller.map(({ name }) => name).filter((name) => name in PROVEN_OTHERWISE)
    expect(exceptions).toEqual(Object.keys(PROVEN_OTHERWISE))
  })
})
