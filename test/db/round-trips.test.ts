import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { aroundTrips } from '../../scripts/support/round-trips.js'

// The benchmark and the load test put a distance between a Worker and its database with it.

/** The test's database, and how many round trips to it were made. */
function watched() {
  let trips = 0
  const database = aroundTrips(env.DB, async (trip) => {
    trips++
    return trip()
  })
  return { database, trips: () => trips }
}

describe('a database whose round trips are watched', () => {
  it.each<[string, (database: D1Database) => Promise<unknown>, unknown]>([
    ['first', (database) => database.prepare('SELECT 1 AS one').first(), { one: 1 }],
    ['first of a column', (database) => database.prepare('SELECT ? AS one').bind(1).first('one'), 1],
    ['raw', (database) => database.prepare('SELECT ?').bind(1).raw(), [[1]]],
    ['all', async (database) => (await database.prepare('SELECT 1 AS one').all()).results, [{ one: 1 }]],
    ['run', async (database) => (await database.prepare('SELECT 1 AS one').run()).results, [{ one: 1 }]],
    ['exec', async (database) => (await database.exec('SELECT 1')).count, 1],
  ])('makes one for %s, with its result', async (_, ask, result) => {
    const { database, trips } = watched()
    expect(await ask(database)).toEqual(result)
    expect(trips()).toBe(1)
  })

  it.each<[string, (database: D1Database) => D1Database | D1DatabaseSession]>([
    ['a database', (database) => database],
    ['a session', (database) => database.withSession('first-primary')],
  ])('makes one for all statements of a batch of %s', async (_, of) => {
    const { database, trips } = watched()
    const asked = of(database)
    const statements = [asked.prepare('SELECT ? AS n').bind(1), asked.prepare('SELECT 2 AS n')]
    expect((await asked.batch(statements)).map(({ results }) => results)).toEqual([[{ n: 1 }], [{ n: 2 }]])
    expect(trips()).toBe(1)
  })

  it('passes on what makes none', async () => {
    const { database, trips } = watched()
    const session = database.withSession('first-unconstrained')
    await session.prepare('SELECT 1').run()
    expect(session.getBookmark()).toEqual(expect.any(String))
    expect(trips()).toBe(1)
  })
})
