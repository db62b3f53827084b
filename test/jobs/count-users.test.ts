import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { DAY } from '../support/clock.ts'
import { addUser, countAt, countsOf } from '../support/counts.ts'

/** Adds a session of a user that was used at a time, as its end tells. */
const addSession = (userId: string, usedAt: string, begunAt = usedAt) =>
  env.DB.prepare(
    `INSERT INTO sessions (id, user_id, refresh_id, refreshed_at, created_at, expires_at)
     VALUES (hex(randomblob(16)), ?1, '', 0, ?2, min(?3 + ${60 * DAY}, ?2 + ${365 * DAY}))`,
  )
    .bind(userId, Date.parse(begunAt), Date.parse(usedAt))
    .run()

/** As many users as make the counts rare. */
const addManyUsers = () =>
  env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
     INSERT INTO users (id, name, created_at, updated_at) SELECT 'user-' || i, '', 0, 0 FROM n`,
  ).run()

describe('users', () => {
  it('are counted: all, guests and those who are disabled', async () => {
    await addUser('one')
    await addUser('two', { is_guest: 1 })
    await addUser('three', { is_guest: 1, disabled_at: 1 })
    await countAt('2026-11-29T10:00:00.000Z')
    expect(await countsOf('latest')).toMatchObject({ users: 3, guests: 2, disabled: 1 })
    await env.DB.prepare(`DELETE FROM users WHERE id = 'two'`).run()
    await countAt('2026-11-29T10:10:00.000Z')
    expect(await countsOf('latest')).toMatchObject({ users: 2, guests: 1, disabled: 1 })
  })

  it('who used a session are counted once each, of the last day, week and month', async () => {
    for (const name of ['one', 'two', 'three', 'four']) await addUser(name)
    await addSession('one', '2026-11-29T09:00:00.000Z')
    await addSession('one', '2026-11-29T08:00:00.000Z')
    await addSession('two', '2026-11-28T09:59:59.000Z')
    await addSession('three', '2026-11-23T10:00:00.000Z', '2026-06-01T10:00:00.000Z')
    await addSession('four', '2026-10-29T10:00:00.000Z')
    await countAt('2026-11-29T10:00:00.000Z')
    expect(await countsOf('latest')).toMatchObject({ active_day: 1, active_week: 3, active_month: 3 })
    expect(await countsOf('2026-11-29')).toMatchObject({ active: 1 })
  })

  it('are known by when sessions begin, where no session may be renewed', async () => {
    await addUser()
    const settings = { SESSION_MAX_AGE: '30d', SESSION_TTL: '60d' }
    await env.DB.prepare(
      `INSERT INTO sessions (id, user_id, refresh_id, refreshed_at, created_at, expires_at) VALUES ('1', 'somebody', '', 0, ?, ?)`,
    )
      .bind(Date.parse('2026-11-29T09:00:00Z'), Date.parse('2026-11-29T09:00:00Z') + 30 * DAY)
      .run()
    await countAt('2026-11-29T10:00:00.000Z', settings)
    expect(await countsOf('latest')).toMatchObject({ active_day: 1 })
    await countAt('2026-11-30T10:00:00.000Z', settings)
    expect(await countsOf('latest')).toMatchObject({ active_day: 0, active_week: 1 })
  })
})

describe('many users', () => {
  it('are counted with the last run of each day', async () => {
    await addManyUsers()
    await countAt('2026-11-29T22:00:00.000Z')
    await addUser()
    await addSession('user-1', '2026-11-29T22:05:00.000Z')
    for (const minute of [10, 20, 30, 40, 50]) await countAt(`2026-11-29T22:${minute}:00.000Z`)
    expect(await countsOf('2026-11-29')).toMatchObject({ active: 0 })
    await countAt('2026-11-29T23:50:02.000Z')
    expect(await countsOf('2026-11-29')).toMatchObject({ active: 1 })
    expect(await countsOf('latest')).toMatchObject({ users: 10_001, active_day: 1, active_week: 1, active_month: 1 })
    await addUser('another')
    await countAt('2026-11-30T00:00:02.000Z')
    expect(await countsOf('latest')).toMatchObject({ users: 10_001 })
  })

  it('are counted after a day, where the last run of it was missed', async () => {
    await addManyUsers()
    await countAt('2026-11-29T23:50:00.000Z')
    await addSession('user-1', '2026-12-01T00:05:00.000Z')
    await countAt('2026-12-01T00:10:00.000Z')
    expect(await countsOf('latest')).toMatchObject({ active_day: 1 })
  })

  it('are counted page by page, each once', async () => {
    await addManyUsers()
    await addUser()
    for (const minute of [1, 2]) {
      await env.DB.prepare(
        `INSERT INTO sessions (id, user_id, refresh_id, refreshed_at, created_at, expires_at)
         SELECT id || ?1, id, '', 0, 0, ?2 FROM users`,
      )
        .bind(minute, Date.parse('2026-11-29T23:00:00.000Z') + minute + 60 * DAY)
        .run()
    }
    await countAt('2026-11-29T23:50:00.000Z')
    expect(await countsOf('latest')).toMatchObject({ active_day: 10_001, active_month: 10_001 })
  })
})
