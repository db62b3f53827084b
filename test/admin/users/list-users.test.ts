import { describe, expect, it } from 'vitest'
import { ROWS_SCANNED } from '../../../src/model/rows-scanned.ts'
import { addUsers, newAdmin } from '../../support/admin.ts'
import type { Person } from '../../support/person.ts'
import { addEvents } from '../../support/rows.ts'

const T = Date.UTC(2026, 0, 1)

const path = (query: Record<string, string | number>) =>
  `/admin/users?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`

/** The ids of every page, in their order, following the cursors. */
async function pages({ as }: Person, query: Record<string, string | number>): Promise<string[][]> {
  const all: string[][] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { status, body } = await as(path({ ...query, cursor }))
    if (status !== 200) throw new Error(body.code)
    all.push(body.data.map(({ _id }: { _id: string }) => _id))
    cursor = body.nextCursor
  }
  return all
}

const ids = async (admin: Person, query: Record<string, string | number>) => (await pages(admin, query)).flat()

describe('the list of users', () => {
  it('is the newest first, and a page goes on where the last one ended, also among users of one time', async () => {
    const admin = await newAdmin()
    await addUsers(['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, createdAt: T })))
    expect(await pages(admin, { limit: 2, createdBefore: new Date(T + 1).toISOString() })).toEqual([
      ['e', 'd'],
      ['c', 'b'],
      ['a'],
    ])
    expect(await ids(admin, { limit: 100 })).toEqual([admin._id, 'e', 'd', 'c', 'b', 'a'])
  })

  it('tells of each user what an operator has to know, and nothing else', async () => {
    const { as, _id } = await newAdmin()
    await addUsers([
      { id: 'imported', name: 'Ada', email: 'ada@example.com', roles: ['editor'], isDisabled: true, createdAt: T },
    ])
    const { body } = await as('/admin/users')
    expect(body.data).toEqual([
      expect.objectContaining({ _id, roles: ['admin'], lastSignedInAt: expect.stringMatching(/^20/) }),
      {
        _id: 'imported',
        name: 'Ada',
        email: 'ada@example.com',
        emailVerified: false,
        isGuest: false,
        avatarUrl: null,
        roles: ['editor'],
        disabledAt: '1970-01-01T00:00:00.001Z',
        disabledUntil: null,
        createdAt: '2026-01-01T00:00:00.000Z',
        lastSignedInAt: null,
      },
    ])
  })

  it('knows when somebody signed in last by their events, when their sessions are over', async () => {
    const { as } = await newAdmin()
    await addUsers([{ id: 'left', createdAt: T }])
    await addEvents('left', 3, T + 5_000)
    const { body } = await as(path({ search: 'left' }))
    expect(body.data[0].lastSignedInAt).toBe('2026-01-01T00:00:05.000Z')
  })

  const SOME = [
    { id: 'plain', createdAt: T },
    { id: 'editor', roles: ['editor'], createdAt: T + 1 },
    { id: 'disabled-editor', roles: ['author', 'editor'], isDisabled: true, createdAt: T + 2 },
    { id: 'guest', isGuest: true, createdAt: T + 3 },
    { id: 'disabled-guest', isGuest: true, isDisabled: true, createdAt: T + 4 },
    { id: 'disabled', isDisabled: true, createdAt: T + 5 },
  ]
  const before = new Date(T + 6).toISOString()

  it.each([
    [{ role: 'editor' }, ['disabled-editor', 'editor']],
    [{ role: 'author' }, ['disabled-editor']],
    [{ role: 'nobody' }, []],
    [{ disabled: 'true' }, ['disabled', 'disabled-guest', 'disabled-editor']],
    [{ disabled: 'false' }, ['guest', 'editor', 'plain']],
    [{ guest: 'true' }, ['disabled-guest', 'guest']],
    [{ guest: 'false' }, ['disabled', 'disabled-editor', 'editor', 'plain']],
    [{ disabled: 'true', guest: 'true' }, ['disabled-guest']],
    [{ disabled: 'false', guest: 'true' }, ['guest']],
    [{ role: 'editor', disabled: 'false' }, ['editor']],
    [{ role: 'editor', disabled: 'true', guest: 'false' }, ['disabled-editor']],
    [{ createdAfter: new Date(T + 4).toISOString() }, ['disabled', 'disabled-guest']],
    [{ createdBefore: new Date(T + 1).toISOString() }, ['plain']],
    [{ disabled: 'true', createdAfter: new Date(T + 3).toISOString() }, ['disabled', 'disabled-guest']],
    [{ search: 'disabled' }, ['disabled', 'disabled-editor', 'disabled-guest']],
    [{ search: 'disabled', guest: 'true' }, ['disabled-guest']],
    [{ search: 'dis', role: 'editor' }, ['disabled-editor']],
    [{ search: 'dis', createdAfter: new Date(T + 3).toISOString() }, ['disabled', 'disabled-guest']],
  ])('%o lists %o', async (query, expected) => {
    const admin = await newAdmin()
    await addUsers(SOME)
    const all = { createdBefore: before, ...query }
    expect(await ids(admin, all)).toEqual(expected)
    expect(await ids(admin, { ...all, limit: 1 })).toEqual(expected)
  })

  it('looks at a bounded number of users a page: one that finds none goes on', async () => {
    const admin = await newAdmin()
    const crowd = Array.from({ length: ROWS_SCANNED + 1 }, (_, index) => ({
      id: `u${index}`,
      roles: ['customer'],
      createdAt: T + index,
    }))
    await addUsers([{ id: 'editor', roles: ['editor'], createdAt: T - 1 }, ...crowd])
    expect(await pages(admin, { role: 'editor' })).toEqual([[], ['editor']])
    expect(await pages(admin, { search: 'u', role: 'editor' })).toEqual([[], []])
  })
})

describe('a search', () => {
  const PEOPLE = [
    { id: 'ada', name: 'Zoe', email: 'zoe@example.com' },
    { id: 'u1', name: 'Zed', email: 'ada@example.com' },
    { id: 'u2', name: 'Ada Lovelace', email: 'ada.l@example.com' },
    { id: 'u3', name: 'ADA', email: 'other@example.com' },
    { id: 'u4', name: 'ada', email: null },
    { id: 'u5', name: 'Bob', email: 'bob@example.com' },
    { id: 'u6', name: 'Mada', email: 'mada@example.com' },
  ]

  it('finds by id, then by the beginning of the email address, then of the name, nobody twice', async () => {
    const admin = await newAdmin({ name: 'Root', email: 'root@example.com' })
    await addUsers(PEOPLE)
    for (const limit of [1, 2, 3, 50]) {
      expect(await ids(admin, { search: 'ada', limit })).toEqual(['ada', 'u2', 'u1', 'u3', 'u4'])
    }
    expect(await ids(admin, { search: ' ADA ' })).toEqual(['u2', 'u1', 'u3', 'u4'])
    expect(await ids(admin, { search: 'ada@example.com' })).toEqual(['u1'])
    expect(await ids(admin, { search: 'zoe' })).toEqual(['ada'])
  })

  it('takes what is typed as it is: no character stands for others', async () => {
    const admin = await newAdmin()
    await addUsers([...PEOPLE, { id: 'u7', name: '100% "sure"', email: null }])
    for (const search of ['%', '_da', '*', "'", 'a\\']) expect(await ids(admin, { search })).toEqual([])
    expect(await ids(admin, { search: '100% "' })).toEqual(['u7'])
  })

  it('pages through more names of one kind than a page looks at', async () => {
    const admin = await newAdmin()
    const crowd = Array.from({ length: ROWS_SCANNED + 20 }, (_, index) => ({
      id: `s${index}`,
      name: 'Sam',
      email: `sam${index}@example.com`,
    }))
    await addUsers([...crowd, { id: 'last', name: 'Samuel', email: 'x@example.com' }])
    const found = await ids(admin, { search: 'sam', limit: 100 })
    expect(found).toHaveLength(ROWS_SCANNED + 21)
    expect(new Set(found).size).toBe(ROWS_SCANNED + 21)
    expect(found.at(-1)).toBe('last')
  })
})

describe('a list that is asked for wrongly', () => {
  it.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ limit: '-1' }, 'limit'],
    [{ limit: '1e2' }, 'limit'],
    [{ disabled: 'yes' }, 'disabled'],
    [{ guest: '1' }, 'guest'],
    [{ createdAfter: 'yesterday' }, 'createdAfter'],
    [{ createdBefore: '2026-13-01T00:00:00Z' }, 'createdBefore'],
    [{ search: 'x'.repeat(255) }, 'search'],
    [{ cursor: 'bm9uc2Vuc2U' }, 'cursor'],
    [{ cursor: '%' }, 'cursor'],
  ])('%o is refused, and told which parameter', async (query, field) => {
    const { as } = await newAdmin()
    const { status, body } = await as(path(query))
    expect(status).toBe(400)
    expect(body.errors).toEqual([{ path: field, message: expect.any(String) }])
  })
})
