import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exportUsers, type Read } from '../../scripts/export/export-users.ts'
import { openThrowaway } from '../../scripts/import/targets.ts'
import { changeState, rowsOfState } from './support/database.ts'
import { INSERT_IDENTITIES, INSERT_USERS, manyUsers } from './support/exported-users.ts'
import { env, newState, runImport } from './support/run-import.ts'

const USERS = 1_100 // three pages

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-export-'))
})
afterAll(() => rm(directory, { recursive: true }))

let count = 0
let file: string
beforeEach(() => {
  file = join(directory, `users-${++count}.jsonl`)
})

describe('an export', () => {
  let database: Awaited<ReturnType<typeof openThrowaway>>
  let whole: string
  const read: Read = async (sql, value) => (await database.write([sql], value))[0] ?? []

  beforeAll(async () => {
    database = await openThrowaway()
    await database.write([INSERT_USERS, INSERT_IDENTITIES], manyUsers(USERS))
    const path = join(directory, 'whole.jsonl')
    expect(await exportUsers(read, path)).toEqual({ users: USERS, resumed: 0, inDatabase: USERS })
    whole = await readFile(path, 'utf8')
  })
  afterAll(() => database.close())

  it('has every user once, by their ids, in a file that only its owner can read', async () => {
    const ids = whole
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)._id)
    expect(ids).toHaveLength(USERS)
    expect(ids).toEqual([...new Set(ids)].sort())
    expect((await stat(join(directory, 'whole.jsonl'))).mode & 0o777).toBe(0o600)
  })

  it('says of a user what the database has', () => {
    const line = whole.split('\n').find((one) => one.includes('"user143@')) ?? ''
    expect(JSON.parse(line)).toEqual({
      _id: 'Zz143aB0uYb1mY3nC8hZl2Sg',
      email: 'user143@example.com',
      passwordHash: expect.stringMatching(/^\$scrypt\$/),
      name: '',
      bio: '',
      avatarUrl: 'https://example.com/a.png',
      locale: 'en',
      emailVerified: true,
      emailVerifiedBy: 'admin',
      emailVerifiedAt: '2023-11-14T22:13:20.143Z',
      importedAt: null,
      disabledAt: '2023-11-14T22:13:21.001Z',
      disabledUntil: null,
      disabledReason: null,
      roles: ['admin', 'editor'],
      appMetadata: null,
      userMetadata: { a: { b: [null, 'ü'] } },
      createdAt: '1969-12-31T23:59:59.999Z',
      updatedAt: '2023-11-14T22:18:06.429Z',
      identities: [
        {
          provider: 'apple',
          subject: 'apple.143',
          email: 'relay143@privaterelay.appleid.com',
          linkedInSession: true,
          createdAt: '2023-11-14T22:13:20.429Z',
        },
        expect.objectContaining({ provider: 'google' }),
      ],
    })
  })

  it('that was killed goes on after its last whole line, wherever that was', async () => {
    const firstLine = whole.indexOf('\n') + 1
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1
    const bytes = Buffer.from(whole)
    const places = [0, 1, firstLine - 1, firstLine, firstLine + 1, bytes.length >> 1, lastLine, bytes.length - 1]
    for (const place of [...places, bytes.length]) {
      const path = `${file}.${place}`
      await writeFile(`${path}.part`, bytes.subarray(0, place), { mode: 0o644 })
      expect(await exportUsers(read, path)).toMatchObject({ users: USERS })
      expect(await readFile(path, 'utf8')).toBe(whole)
      expect((await stat(path)).mode & 0o777).toBe(0o600)
    }
  })

  it('whose database fails keeps what it has, and the next run completes it', async () => {
    let pages = 0
    const failing: Read = async (sql, value) => {
      if (sql.includes('LIMIT') && ++pages === 3) throw new Error('the network is down')
      return read(sql, value)
    }
    await expect(exportUsers(failing, file)).rejects.toThrow('the network is down')
    expect(await exportUsers(read, file)).toEqual({ users: USERS, resumed: 1_000, inDatabase: USERS })
    expect(await readFile(file, 'utf8')).toBe(whole)
  })

  it('replaces no file, and goes on with none of another database or of something else', async () => {
    await writeFile(file, 'precious')
    await expect(exportUsers(read, file)).rejects.toThrow('is there already')
    expect(await readFile(file, 'utf8')).toBe('precious')

    const stranger = { _id: 'zz', createdAt: '2026-11-28T00:00:00.000Z' }
    for (const [name, part] of [
      ['of a stranger', `${JSON.stringify(stranger)}\n`],
      [
        'of one with the same id',
        `${JSON.stringify({ ...stranger, _id: JSON.parse(whole.split('\n')[0] ?? '')._id })}\n`,
      ],
      ['of something else', 'precious\n'],
    ]) {
      const path = `${file} ${name}`
      await writeFile(`${path}.part`, String(part))
      await expect(exportUsers(read, path)).rejects.toThrow('Delete that file to begin again')
      expect(await readFile(`${path}.part`, 'utf8')).toBe(part)
    }
  })

  it('follows no link to another file', async () => {
    const other = `${file}.other`
    await writeFile(other, 'precious', { mode: 0o644 })
    await symlink(other, `${file}.part`)
    await expect(exportUsers(read, file)).rejects.toThrow('symbolic link')
    expect(await readFile(other, 'utf8')).toBe('precious')
    expect((await stat(other)).mode & 0o777).toBe(0o644)
  })
})

describe('an export that is imported again', () => {
  let state: Awaited<ReturnType<typeof newState>>
  let elsewhere: string
  const importElsewhere = () => runImport([file, '--from', 'latchkey', '--persist-to', elsewhere])

  beforeAll(async () => {
    state = await newState()
    elsewhere = join(directory, 'elsewhere')
    await cp(state.directory, elsewhere, { recursive: true })
    await changeState(state.directory, INSERT_USERS, manyUsers(USERS))
    await changeState(state.directory, INSERT_IDENTITIES, manyUsers(USERS))
    const guest =
      "INSERT INTO users (id, is_guest, guest_until, name, created_at, updated_at) VALUES (?, 1, 1, 'Guest', 1, 1)"
    await changeState(state.directory, guest, 'guest')
  })
  afterAll(() => state?.remove())

  it('gives the same users and identities, without guests; a second time it brings back nothing', async () => {
    const exported = await promisify(execFile)(
      process.execPath,
      ['scripts/export/export.ts', file, '--persist-to', state.directory],
      { env },
    )
    expect(exported.stdout).toContain(`1,100 users are in ${file}.`)

    const { stdout, status } = await importElsewhere()
    expect({ stdout, status }).toEqual({ stdout: expect.stringContaining('1,100  came in'), status: 0 })
    expect(stdout).toContain('IMPORTED_HASHES = "$scrypt$ln=14,r=16,p=1$ $2b$10$"')
    const [before, after] = [await rowsOfState(state.directory), await rowsOfState(elsewhere)]
    const users = before.users?.filter((user) => !JSON.stringify(user).includes('"is_guest":1'))
    expect(users).toHaveLength(USERS)
    expect(before.identities?.length).toBeGreaterThan(USERS / 2)
    expect(sorted(after.users)).toEqual(sorted(users))
    expect(sorted(after.identities)).toEqual(sorted(before.identities))

    // The owner of one unlinks it, and another changes their name.
    const event = "INSERT INTO events (id, user_id, type, created_at) SELECT 'e', user_id, 'identity_unlinked', 1"
    await changeState(elsewhere, `${event} FROM identities WHERE subject = ?`, 'apple.3')
    await changeState(elsewhere, 'DELETE FROM identities WHERE subject = ?', 'apple.3')
    await changeState(elsewhere, 'DELETE FROM identities WHERE subject = ?', 'apple.143') // long ago: no event tells of it
    await changeState(elsewhere, "UPDATE users SET name = 'New', updated_at = 1 WHERE email = ?", 'user1@example.com')
    const lived = await rowsOfState(elsewhere)
    expect((await importElsewhere()).stdout).toContain('1,100  were there already')
    expect(await rowsOfState(elsewhere)).toEqual(lived)
  })

  it('lets in no line that is none of an export', async () => {
    const [line = ''] = (await readFile(join(directory, 'whole.jsonl'), 'utf8')).split('\n')
    const whole = JSON.parse(line)
    const wrong = {
      'without identities': { identities: undefined },
      'with an identity of nobody': { identities: [{ provider: 'apple' }] },
      'with a flag that is none': { emailVerified: 'yes' },
      'with a proof that there is not': { emailVerifiedBy: 'hearsay' },
      'with a time that is none': { disabledAt: 'soon' },
      'without a time': { createdAt: null },
      'with a hash that nobody can compare': { passwordHash: '$pbkdf2-chain-sha256$i=10000,n=60$x$y' },
    }
    const documents = Object.values(wrong).map((changes, n) => ({
      ...whole,
      _id: `${n}`,
      email: `${n}@a.at`,
      ...changes,
    }))
    await writeFile(file, documents.map((document) => `${JSON.stringify(document)}\n`).join(''))
    const { status, stdout } = await runImport([file, '--from', 'latchkey', '--dry-run'])
    expect(status).toBe(1)
    expect(stdout).toContain(' 0  would come in')
    const rejects = (await readFile(`${file}.rejects.jsonl`, 'utf8')).trimEnd().split('\n')
    expect(rejects.map((one) => JSON.parse(one)._id)).toEqual(documents.map(({ _id }) => _id))
  })
})

const sorted = (rows: unknown[] = []): string[] => rows.map((row) => JSON.stringify(row)).sort()
