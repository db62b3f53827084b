import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openThrowaway } from '../../scripts/import/targets.ts'
import type { UsersTable } from '../../scripts/import/users-table.ts'
import { foreignSessionIds } from '../../src/crypto/foreign-refresh-token.ts'
import { importHere, rowsIn } from './support/import-here.ts'

const TIME = '2024-05-06T07:08:09.123+00:00'
const DAY = 24 * 60 * 60 * 1_000

let table: UsersTable
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-import-'))
})
afterAll(() => rm(directory, { recursive: true }))
beforeEach(async () => {
  table = await openThrowaway()
  return () => table.close()
})

async function importUser(changes: object, args: string[] = []) {
  const file = join(directory, 'users.jsonl')
  const user = { id: 'u', email: 'robin@example.com', created_at: TIME, updated_at: TIME, ...changes }
  await writeFile(file, JSON.stringify(user))
  return importHere(file, ['--from', 'supabase', ...args], table)
}

const sessions = () => rowsIn(table, 'sessions')

it('brings the sessions of Supabase, under what their refresh tokens hash to, and not as recent sign-ins', async () => {
  const before = Date.now()
  expect((await importUser({ refresh_tokens: ['yyv2mfe36ocd'] })).status).toBe(0)
  const [session] = await sessions()
  const { _id, refreshId } = await foreignSessionIds('yyv2mfe36ocd')
  expect(session).toMatchObject({ id: _id, user_id: 'u', refresh_id: refreshId, aal: 1, second_factor_due: 0 })
  expect(Number(session?.created_at)).toBeLessThanOrEqual(Date.now() - DAY)
  expect(Number(session?.expires_at)).toBeGreaterThanOrEqual(before + 60 * DAY)
  expect(JSON.stringify(await sessions())).not.toContain('yyv2mfe36ocd')
})

it('brings none of a user who is banned, and none back that ended here', async () => {
  await importUser({ refresh_tokens: ['one'], banned_until: '2999-01-01T00:00:00Z' })
  expect(await sessions()).toEqual([])
  await importUser({ id: 'v', email: 'kim@example.com', refresh_tokens: ['two'] })
  expect(await sessions()).toHaveLength(1)
  await table.write(["DELETE FROM sessions WHERE ?1 = 'all'"], 'all')
  await importUser({ id: 'v', email: 'kim@example.com', refresh_tokens: ['two'] }, ['--update'])
  expect(await sessions()).toEqual([])
})

it('leaves a user out of whose sessions it cannot read the list', async () => {
  expect((await importUser({ refresh_tokens: [{ token: 'one' }] })).status).toBe(1)
  expect(await rowsIn(table, 'users')).toEqual([])
})
