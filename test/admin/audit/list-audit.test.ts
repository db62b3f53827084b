import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { ROWS_SCANNED } from '../../../src/model/rows-scanned.ts'
import { addUsers, newAdmin } from '../../support/admin.ts'
import type { Person } from '../../support/person.ts'

interface Seeded {
  id: string
  actorId: string
  targetId: string
  createdAt?: number
}

const addAudit = (rows: Seeded[]) =>
  env.DB.prepare(
    `INSERT INTO audit (id, created_at, actor_type, actor_id, action, target_id)
     SELECT value ->> 'id', coalesce(value ->> 'createdAt', 1), 'service', value ->> 'actorId', 'user_updated', value ->> 'targetId' FROM json_each(?)`,
  )
    .bind(JSON.stringify(rows))
    .run()

async function pages({ as }: Person, query: Record<string, string>): Promise<string[][]> {
  const all: string[][] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { status, body } = await as(`/admin/audit?${new URLSearchParams({ ...query, cursor })}`)
    if (status !== 200) throw new Error(body.code)
    all.push(body.data.map(({ _id }: { _id: string }) => _id))
    cursor = body.nextCursor
  }
  return all
}

const SOME = [
  { id: 'a', actorId: 'crm', targetId: 'ada' },
  { id: 'b', actorId: 'crm', targetId: 'bob' },
  { id: 'c', actorId: 'billing', targetId: 'ada' },
  { id: 'd', actorId: 'crm', targetId: 'ada', createdAt: 2 },
]

describe('the audit record', () => {
  it.each([
    [{}, ['d', 'c', 'b', 'a']],
    [{ userId: 'ada' }, ['d', 'c', 'a']],
    [{ actorId: 'crm' }, ['d', 'b', 'a']],
    [{ userId: 'ada', actorId: 'crm' }, ['d', 'a']],
    [{ userId: 'nobody' }, []],
  ])('%o lists %o, the newest first, on pages of any length', async (query, expected) => {
    const admin = await newAdmin()
    await addAudit(SOME)
    for (const limit of ['1', '2', '50']) expect((await pages(admin, { ...query, limit })).flat()).toEqual(expected)
  })

  it('looks at a bounded number of records for what one operator did to one user', async () => {
    const admin = await newAdmin()
    const crowd = Array.from({ length: ROWS_SCANNED + 5 }, (_, index) => ({
      id: `n${index}`,
      actorId: 'crm',
      targetId: 'ada',
      createdAt: 10 + index,
    }))
    await addAudit([{ id: 'first', actorId: 'billing', targetId: 'ada' }, ...crowd])
    expect(await pages(admin, { userId: 'ada', actorId: 'billing' })).toEqual([[], ['first']])
  })

  it('says who did what to whom, from where, and what changed, with times as the API writes them', async () => {
    const { as, _id: adminId } = await newAdmin()
    await addUsers([{ id: 'ada', isDisabled: true }])
    await as('/admin/users/ada/enable', { method: 'POST', headers: { 'cf-connecting-ip': '203.0.113.7' } })
    const { body } = await as('/admin/audit')
    expect(body.data).toEqual([
      {
        _id: expect.any(String),
        createdAt: expect.stringMatching(/Z$/),
        actor: { type: 'user', _id: adminId },
        action: 'user_enabled',
        targetId: 'ada',
        before: expect.objectContaining({ disabledAt: '1970-01-01T00:00:00.001Z' }),
        after: expect.objectContaining({ disabledAt: null }),
        ip: '203.0.113.0/24',
        country: null,
      },
    ])
  })
})
