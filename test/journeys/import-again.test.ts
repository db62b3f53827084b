import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openThrowaway } from '../../scripts/import/targets.ts'
import type { UsersTable } from '../../scripts/import/users-table.ts'
import { importHere, rowsIn } from './support/import-here.ts'
import { runImport } from './support/run-import.ts'

const HASH = '$2a$10$O1k0Hivwx.ld4ZWI.CAR8.hMG0lql1pFWBdpoJAmyZ.vPhoZSL2W6'
const TIME = '2024-05-06T07:08:09.123+00:00'

let table: UsersTable
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-import-'))
  table = await openThrowaway()
})
afterAll(async () => {
  await table?.close()
  await rm(directory, { recursive: true })
})

/** A row of Supabase's `auth.users`: as somebody exports it who has forgotten what else there is, and as a whole. */
const bare = (id: string, changes = {}) => ({
  id,
  email: `${id}@example.com`,
  created_at: TIME,
  updated_at: TIME,
  ...changes,
})
const whole = (id: string, changes = {}) =>
  bare(id, {
    encrypted_password: HASH,
    email_confirmed_at: TIME,
    raw_user_meta_data: { avatar_url: 'https://example.com/a.png' },
    identities: [{ provider: 'google', provider_id: `google-${id}`, identity_data: { email: `${id}@example.com` } }],
    ...changes,
  })

async function importRows(rows: unknown[], args: string[] = []) {
  const file = join(directory, 'users.jsonl')
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'))
  const { status, stdout } = await importHere(file, ['--from', 'supabase', ...args], table)
  return { status, stdout: stdout.replace(/ +/g, ' ') }
}

const change = (sql: string, id: string) => table.write([sql], id)

async function stored() {
  const [users, identities] = [await rowsIn(table, 'users'), await rowsIn(table, 'identities')]
  const of = (id: string) => users.find((user) => user.id === id)
  return { of, subjects: identities.map(({ subject }) => subject).sort() }
}

describe('an import of what was forgotten the first time', () => {
  const ids = ['plain', 'taken-over', 'updated', 'unlinked', 'renamed', 'banned', 'long-ago']

  it('fills with --update what is empty and was not emptied here, and says what another run would do', async () => {
    expect((await importRows(ids.map((id) => bare(id)))).status).toBe(0)
    const now = Date.now() + 1_000
    const set = (sql: string, id: string) => change(`UPDATE users SET ${sql} WHERE id = ?1`, id)
    // As a sign-in does that hands the account to who reads the mailbox: its password is gone.
    await set(`password_hash = NULL, updated_at = ${now}`, 'taken-over')
    await set(`password_hash = NULL, updated_at = ${now}`, 'updated')
    await set(`name = 'Renamed here', updated_at = ${now}`, 'renamed')
    await set(`imported_at = ${now - 8 * 24 * 60 * 60 * 1_000}`, 'long-ago') // what happened since may be forgotten
    await change(
      `INSERT INTO events (id, user_id, type, created_at) VALUES ('e1', ?1, 'identity_unlinked', ${now})`,
      'unlinked',
    )

    const again = ids.map((id) => whole(id, id === 'banned' ? { banned_until: 'infinity' } : {}))
    const first = await importRows(again)
    expect(first.stdout).toContain(' 2 were there, and lack what the file has: --update fills that in')
    expect(first.stdout).toContain(' 5 were there, and lack what the file has: no import fills that in')
    expect((await stored()).of('plain')).toMatchObject({ password_hash: null, email_verified: 0 })
    expect((await stored()).subjects).toEqual([])

    const second = await importRows(again, ['--update'])
    expect(second.stdout).toContain(' 2 were there, and were given what the file has and was empty here')
    expect(second.stdout).toContain(' 5 were there, and lack what the file has: no import fills that in')
    const { of, subjects } = await stored()
    expect(of('plain')).toMatchObject({
      password_hash: HASH,
      email_verified: 1,
      email_verified_by: 'import',
      avatar_url: 'https://example.com/a.png',
      disabled_at: null,
    })
    expect(of('banned')).toMatchObject({ disabled_at: expect.any(Number) })
    for (const id of ['taken-over', 'updated', 'unlinked', 'renamed', 'long-ago'])
      expect(of(id)).toMatchObject({ password_hash: null, email_verified: 0, avatar_url: null })
    expect(subjects).toEqual(['google-banned', 'google-plain'])

    expect((await importRows(again, ['--update'])).stdout).toContain(' 2 were there already')
  })

  it('brings back no password that was dropped here, even if the file is newer, and enables nobody', async () => {
    await change('UPDATE users SET disabled_at = 1 WHERE id = ?1', 'plain')
    const newer = { updated_at: new Date(Date.now() + 60_000).toISOString() }
    const { stdout } = await importRows([whole('updated', newer), whole('plain', newer)], ['--update'])
    expect(stdout).toContain(' 2 were there, and took over what has changed in the file')
    const { of } = await stored()
    expect(of('updated')).toMatchObject({ password_hash: null })
    expect(of('plain')).toMatchObject({ password_hash: HASH, disabled_at: 1 })

    // A newer file that lacks the hashes takes none away.
    await importRows([bare('plain', { updated_at: new Date(Date.now() + 120_000).toISOString() })], ['--update'])
    expect((await stored()).of('plain')).toMatchObject({ password_hash: HASH })
  })

  it('brings it back neither to users whom an import brought before that was recorded', async () => {
    await importRows([bare('unmarked')])
    await change('UPDATE users SET imported_at = NULL WHERE id = ?1', 'unmarked')
    const rows = [whole('unmarked'), whole('unmarked')] // also if the file has them twice
    await importRows(rows, ['--update'])
    await importRows(rows, ['--update'])
    const { of, subjects } = await stored()
    expect(of('unmarked')).toMatchObject({ password_hash: null, imported_at: Date.parse(TIME) })
    expect(subjects).not.toContain('google-unmarked')
  })

  it('tells of an account at a provider that is somebody else’s here', async () => {
    const identities = [{ provider: 'google', provider_id: 'google-plain', identity_data: {} }]
    const { status, stdout } = await importRows([whole('second', { identities })])
    expect(status).toBe(1)
    expect(stdout).toContain('came in without their identities')
    expect((await stored()).subjects).toEqual(['google-banned', 'google-plain'])
  })
})

describe('an import that cannot be made', () => {
  it('keeps the reject file of an earlier one', async () => {
    const file = join(directory, 'kept.jsonl')
    await writeFile(file, 'nonsense\n')
    expect((await runImport([file, '--dry-run'])).status).toBe(1)
    const rejects = await readFile(`${file}.rejects.jsonl`, 'utf8')
    expect(JSON.parse(rejects)).toEqual({ line: 1, reason: 'not_json', message: 'It is no JSON object.' })
    await writeFile(file, `nonsense\n${JSON.stringify({ _id: 'a', email: 'a@example.com', name: 'A' })}\n`)
    const { status, stderr } = await runImport([file, '--persist-to', join(directory, 'nowhere')])
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('The database has no tables yet') })
    expect(await readFile(`${file}.rejects.jsonl`, 'utf8')).toBe(rejects)
  })
})
