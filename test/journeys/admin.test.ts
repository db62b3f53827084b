import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCode } from '../../scripts/support/wrangler.ts'
import { changeState, rowsOfState } from './support/database.ts'
import { env, newState } from './support/run-import.ts'

const PEOPLE = ['ann@example.com', "o'hara@example.com", 'ben@example.com', 'gone@example.com', null]

let state: Awaited<ReturnType<typeof newState>>
beforeAll(async () => {
  state = await newState()
  for (const [index, email] of PEOPLE.entries()) {
    const sql = `INSERT INTO users (id, email, name, created_at, updated_at) VALUES (?, nullif(?, ''), 'A' || char(27), ?, 0)`
    await changeState(state.directory, sql, `user-${index}`, email ?? '', String(index))
  }
  await changeState(state.directory, `UPDATE users SET email_verified = 1, email_verified_by = 'session'`)
  const identity = `INSERT INTO identities (provider, subject, user_id, created_at) VALUES ('apple', 's', 'user-4', 0)`
  await changeState(state.directory, identity)
  await changeState(state.directory, `UPDATE users SET disabled_at = 1 WHERE email = 'gone@example.com'`)
})
afterAll(() => state?.remove())

async function admin(...args: string[]) {
  const all = ['scripts/admin/admin.ts', ...args, '--local', '--persist-to', state.directory]
  const child = spawn(process.execPath, all, { cwd: join(import.meta.dirname, '../..'), env })
  const [status, stdout, stderr] = await Promise.all([exitCode(child), text(child.stdout), text(child.stderr)])
  const said = `${stdout}${stderr}`.split('\n').filter((line) => !/^Using secrets|WARNING|^\s*$/.test(line)) // wrangler's
  return { status, said }
}

type Row = Record<string, unknown>
const rows = async (table: string) => ((await rowsOfState(state.directory))[table] ?? []) as Row[]
const rolesOf = async (id: string) => (await rows('users')).find((user) => user.id === id)?.roles

describe('npm run admin', () => {
  it('makes an admin, tells them so in their activity, and keeps a record; again, it does nothing', async () => {
    const { status, said } = await admin('grant', ' Ann@Example.com ')
    expect([status, said.join(' ')]).toEqual([
      0,
      expect.stringMatching(/has the role admin now.+second factor.+\/admin/),
    ])
    expect(await rolesOf('user-0')).toBe('["admin"]')
    expect(await rows('events')).toMatchObject([
      { user_id: 'user-0', type: 'roles_changed', by_support: 1, ip: null, device_name: null, session_id: null },
    ])
    const record = { actor_type: 'service', actor_id: 'npm run admin', target_id: 'user-0' }
    expect(await rows('audit')).toMatchObject([
      { ...record, action: 'role_granted', before: '{"roles":[]}', after: '{"roles":["admin"]}' },
    ])
    expect(await admin('grant', 'ann@example.com')).toMatchObject({
      status: 0,
      said: ['ann@example.com has the role admin. Nothing to do.'],
    })
    expect(await rows('audit')).toHaveLength(1)
  })

  it('does not take away the last admin, unless it is forced to, and an admin who is disabled does not count', async () => {
    await changeState(state.directory, `UPDATE users SET roles = '["admin"]' WHERE email = 'gone@example.com'`)
    const last = await admin('revoke', 'ann@example.com')
    expect(last).toEqual({
      status: 1,
      said: ['ann@example.com is the last admin. Make somebody else one first, or use --force.'],
    })
    expect(await rolesOf('user-0')).toBe('["admin"]')
    expect((await admin('grant', 'ben@example.com', 'admin')).status).toBe(0)
    expect((await admin('revoke', 'ann@example.com')).status).toBe(0)
    expect(await rolesOf('user-0')).toBeNull()
    expect((await admin('revoke', 'ben@example.com')).status).toBe(1)
    expect((await admin('revoke', 'ben@example.com', '--force')).status).toBe(0)
    expect((await rows('audit')).sort((a, b) => Number(a.created_at) - Number(b.created_at)).at(-1)).toMatchObject({
      action: 'role_revoked',
      before: '{"roles":["admin"]}',
      after: '{"roles":[]}',
    })
  })

  it('gives and takes any role, also of who has no email address, and keeps the others in their order', async () => {
    for (const role of ['editor', 'team:b', 'a.b_c-d'])
      expect((await admin('grant', 'user-4', role)).said).toEqual([
        `user-4 has the role ${role} now. Tokens say so from their next call on.`,
      ])
    await admin('revoke', 'user-4', 'team:b')
    expect(await rolesOf('user-4')).toBe('["editor","a.b_c-d"]')
    expect((await admin('revoke', 'user-4', 'team:b')).said).toEqual([
      'user-4 does not have the role team:b. Nothing to do.',
    ])
    const { said } = await admin('list')
    expect(said).toEqual(['gone@example.com (A?): admin - disabled', 'user-4 (A?): editor, a.b_c-d'])
  })

  it('refuses who is not there, who is disabled, a seventeenth role, and what is no role', async () => {
    const sixteen = JSON.stringify(Array.from({ length: 16 }, (_, index) => `r${index}`))
    await changeState(state.directory, `UPDATE users SET roles = ? WHERE email = 'ben@example.com'`, sixteen)
    const before = await rowsOfState(state.directory)
    expect(await admin('grant', 'nobody@example.com')).toEqual({
      status: 1,
      said: ['Nobody here has the email address nobody@example.com.'],
    })
    expect((await admin('grant', 'gone@example.com', 'editor')).said).toEqual([
      'gone@example.com is disabled. Enable them first.',
    ])
    expect(await admin('grant', 'ben@example.com')).toMatchObject({
      status: 1,
      said: [expect.stringContaining('has 16 roles')],
    })
    for (const role of ['Admin', 'a b', "a'", '', '1', 'a'.repeat(65)])
      expect((await admin('grant', 'ann@example.com', role)).status, role).toBe(2)
    for (const args of [[], ['grant'], ['list', 'x'], ['make', 'ann@example.com'], ['grant', 'a', 'b', 'c']])
      expect((await admin(...args)).status).toBe(2)
    expect(await rowsOfState(state.directory)).toEqual(before)
  })

  it('gives none to who may have registered the email address of somebody else, unless it is forced to', async () => {
    for (const proof of ['link', 'import', '']) {
      const sql = `UPDATE users SET email_verified_by = nullif(?, '') WHERE email = 'ann@example.com'`
      await changeState(state.directory, sql, proof)
      const { status, said } = await admin('grant', 'ann@example.com', 'owner')
      expect([status, said]).toEqual([1, [expect.stringContaining('has not verified the email address')]])
    }
    await changeState(state.directory, 'DELETE FROM identities') // as if user-4 were a guest
    expect((await admin('grant', 'user-4', 'owner')).status).toBe(1)
    expect((await admin('grant', 'ann@example.com', 'owner', '--force')).status).toBe(0)
    expect(await rolesOf('user-0')).toBe('["owner"]')
  })

  it('takes an email address for that, also where it is the _id of somebody else, who was imported', async () => {
    const sql = `INSERT INTO users (id, email, name, email_verified, email_verified_by, created_at, updated_at) VALUES (?, ?, 'B', 1, 'session', -1, 0)`
    await changeState(state.directory, sql, 'ben@example.com', 'mallory@example.com')
    await changeState(state.directory, `UPDATE users SET roles = NULL WHERE email = 'ben@example.com'`)
    expect((await admin('grant', 'ben@example.com', 'mine')).status).toBe(0)
    expect([await rolesOf('ben@example.com'), await rolesOf('user-2')]).toEqual([null, '["mine"]'])
    await changeState(state.directory, `DELETE FROM users WHERE id = 'ben@example.com'`)
  })

  it('takes no part of a name for SQL', async () => {
    const before = await rowsOfState(state.directory)
    for (const who of ["' OR 1=1 --", "x@example.com' OR '1'='1", '"; DROP TABLE users; --', '%', '$.who', '{}'])
      expect((await admin('grant', who)).status, who).toBe(1)
    expect(await rowsOfState(state.directory)).toEqual(before)
    expect((await admin('grant', "o'hara@example.com")).status).toBe(0)
    expect(await rolesOf('user-1')).toBe('["admin"]')
  })
})
