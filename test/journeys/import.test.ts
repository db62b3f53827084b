import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openFile, readDocuments } from '../../scripts/import/documents.ts'
import { openThrowaway } from '../../scripts/import/targets.ts'
import type { UsersTable } from '../../scripts/import/users-table.ts'
import { exitCode } from '../../scripts/support/wrangler.ts'
import { rowsOfState } from './support/database.ts'
import { importHere, rowsIn } from './support/import-here.ts'
import { env, newState, runImport, startImport } from './support/run-import.ts'

const HASH = '$2b$04$O1k0Hivwx.ld4ZWI.CAR8.hMG0lql1pFWBdpoJAmyZ.vPhoZSL2W6'
const TIME = '2024-05-06T07:08:09.123Z'

interface UserRow {
  id: string
  email: string
  password_hash: string | null
  name: string
  bio: string | null
  locale: string | null
  email_verified: number
  created_at: number
  updated_at: number
}

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-import-'))
})
afterAll(() => rm(directory, { recursive: true }))

let count = 0
let file: string
beforeEach(() => {
  file = join(directory, `users-${++count}.jsonl`)
})

const objectId = (n: number) => `66388000${n.toString(16).padStart(16, '0')}`

/** A document as mongoexport writes it. */
const document = (n: number, changes: Record<string, unknown> = {}) => ({
  _id: { $oid: objectId(n) },
  name: `User ${n}`,
  email: `user${n}@example.com`,
  password: HASH,
  createdAt: { $date: TIME },
  updatedAt: { $date: TIME },
  __v: 0,
  ...changes,
})

const lines = (documents: unknown[]) => documents.map((one) => `${JSON.stringify(one)}\n`).join('')
const rejects = async () =>
  (await readFile(`${file}.rejects.jsonl`, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

async function dryRun(content: string | Buffer, args: string[] = []) {
  await writeFile(file, content)
  const { status, stdout, stderr } = await importHere(file, ['--dry-run', ...args])
  return { status, stdout: stdout.replace(/ +/g, ' '), stderr }
}

describe('a file of users', () => {
  const documents = [document(1), document(2), document(3)]
  const forms: Record<string, string | Buffer> = {
    'lines of relaxed Extended JSON': lines(documents),
    'lines without one at the end, with empty ones, CRLF and a byte order mark': `\ufeff\r\n${lines(documents).replaceAll('\n', '\r\n\r\n').trim()}`,
    'lines of canonical Extended JSON': lines(
      [1, 2, 3].map((n) =>
        document(n, { createdAt: { $date: { $numberLong: '1714979289123' } }, __v: { $numberInt: '0' } }),
      ),
    ),
    'an array': JSON.stringify(documents),
    'an array for people, with braces and quotes in its texts': ` ${JSON.stringify([document(1, { name: '}"{\\' }), document(2, { x: [{}] }), document(3)], null, 2)}\n`,
    'documents one after the other, over several lines': documents
      .map((one) => JSON.stringify(one, null, 2))
      .join('\n'),
    gzip: gzipSync(lines(documents)),
    'gzip of an array': gzipSync(JSON.stringify(documents)),
  }
  it.each(Object.entries(forms))('may be %s', async (_name, content) => {
    await writeFile(file, content)
    let bytes = 0
    const found = await Array.fromAsync(
      readDocuments(
        openFile(file, (read) => {
          bytes += read
        }),
      ),
    )
    expect(found.map(({ text, problem }) => problem ?? JSON.parse(text)._id.$oid)).toEqual([1, 2, 3].map(objectId))
    expect(bytes).toBe(Buffer.byteLength(content))
  })

  it.each(['lines', 'an array'])('comes a document at a time, however it is cut in chunks: %s', async (form) => {
    const content = Buffer.from(form === 'lines' ? lines(documents) : JSON.stringify(documents, null, 2))
    for (const size of [1, 7, 1_000]) {
      let read = 0
      async function* chunks() {
        for (; read < content.length; read += size) yield content.subarray(read, read + size)
      }
      const readAt: number[] = []
      for await (const { text } of readDocuments(chunks())) {
        expect(JSON.parse(text)).toMatchObject({ password: HASH })
        readAt.push(read)
      }
      expect(readAt).toHaveLength(3)
      expect(readAt[0]).toBeLessThan(content.length / 2 + size)
    }
  })

  it('may come by standard input', async () => {
    const { status, stdout } = await runImport(['-', '--dry-run', '--reject-file', `${file}.rejects`], lines(documents))
    expect(stdout).toContain('3  would come in')
    expect(stdout).toContain('IMPORTED_HASHES = "$2b$04$"')
    expect(status).toBe(0)
  })
})

describe('a document that cannot come in', () => {
  const wrong: Record<string, [reason: string, line: string | Buffer]> = {
    'that is no JSON': ['not_json', '{"_id":'],
    'that is no object': ['not_json', '[1]'],
    'that is no UTF-8': ['not_utf8', Buffer.from([0x7b, 0xff, 0x7d])],
    'larger than MongoDB has them': ['too_large', `{"x":"${'x'.repeat(16 * 1_024 * 1_024)}"}`],
    'without an id': ['bad_id', JSON.stringify(document(1, { _id: undefined }))],
    'with an id that is too long': ['bad_id', JSON.stringify(document(1, { _id: 'x'.repeat(129) }))],
    'with an id that fits in no path': ['bad_id', JSON.stringify(document(1, { _id: 'a/b' }))],
    'with an id that a path steps over': ['bad_id', JSON.stringify(document(1, { _id: '.' }))],
    'with an id that a path steps back for': ['bad_id', JSON.stringify(document(1, { _id: '..' }))],
    'without an email': ['bad_email', JSON.stringify(document(1, { email: undefined }))],
    'with an email that is none': ['bad_email', JSON.stringify(document(1, { email: 'nobody' }))],
    'without a name': ['bad_name', JSON.stringify(document(1, { name: '' }))],
    'with a time that is none': ['bad_time', JSON.stringify(document(1, { createdAt: 'yesterday' }))],
    'with a time that no calendar has': [
      'bad_time',
      JSON.stringify(document(1, { updatedAt: { $date: { $numberLong: '8640000000000001' } } })),
    ],
    'with a hash that nobody can compare': [
      'unknown_hash',
      JSON.stringify(document(1, { password: '5f4dcc3b5aa765d61d8327deb882cf99' })),
    ],
    'with a password that is no hash': ['unknown_hash', JSON.stringify(document(1, { password: 'secret' }))],
    'with a hash of cost 31': ['costly_hash', JSON.stringify(document(1, { password: HASH.replace('$04$', '$31$') }))],
    'with the email of another, as it is stored': [
      'duplicate_email',
      JSON.stringify(document(5, { email: ' ORIGINAL@Example.com' })),
    ],
    'whose email another has, too': ['duplicate_email', JSON.stringify(document(2, { email: 'original@example.com' }))],
    'with the id of another': [
      'duplicate_id',
      JSON.stringify(document(3, { email: 'x@example.com', createdAt: { $date: '2020-01-01T00:00:00Z' } })),
    ],
    'whose id another has, too': ['duplicate_id', JSON.stringify(document(3))],
  }
  it('is in the reject file with its line and the reason, never with its hash, and the others come in', async () => {
    const cases = Object.entries(wrong)
    const parts = cases.flatMap(([, [, line]]) => [Buffer.from(line), Buffer.from('\n')])
    const content = [Buffer.from(lines([document(0)])), ...parts, Buffer.from(lines([document(9)]))]
    const { status, stdout } = await dryRun(Buffer.concat(content))
    expect(status).toBe(1)
    expect(stdout).toContain(` ${cases.length + 2} documents`)
    expect(stdout).toContain(' 2 would come in')
    const entries = (await rejects()).sort((one, other) => one.line - other.line)
    const withoutId = ['not_json', 'not_utf8', 'too_large', 'bad_id']
    const expected = cases.map(([name, [reason]], i) => ({
      name,
      line: i + 2,
      reason,
      hasId: !withoutId.includes(reason),
    }))
    const found = entries.map(({ line, reason, _id }, i) => ({
      name: cases[i]?.[0],
      line,
      reason,
      hasId: Boolean(_id),
    }))
    expect(found).toEqual(expected)
    for (const { reason } of expected) expect(stdout).toContain(`rejected: ${reason}`)
    expect(await readFile(`${file}.rejects.jsonl`, 'utf8')).not.toContain(HASH.slice(10))
  })

  it('is every one of those that normalization makes equal, and each names the lines of the others', async () => {
    const { status, stdout } = await dryRun(
      lines([
        document(1, { email: 'kate@example.com' }),
        document(2, { email: 'Kate@Example.com' }),
        document(3, { email: ' \u212aate@example.com' }), // a KELVIN SIGN
        document(4),
        document(4), // the same user twice is none
      ]),
    )
    expect(status).toBe(1)
    expect(stdout).toContain(' 3 rejected: duplicate_email')
    expect(stdout).toContain(' 1 would come in')
    const because = (line: number, others: string) => ({
      line,
      reason: 'duplicate_email',
      message: `Another user has the same email address: the same is in line ${others}.`,
      _id: objectId(line),
    })
    expect(await rejects()).toEqual([because(1, '2, 3'), because(2, '1, 3'), because(3, '1, 2')])
  })

  it('is an array that was cut off: the line where its last document began', async () => {
    const { status } = await dryRun(JSON.stringify([document(0), document(1)], null, 1).slice(0, -20))
    expect(status).toBe(1)
    expect(await rejects()).toMatchObject([{ reason: 'cut_off', line: 17 }])
  })

  it('may be one field of it: what comes in without that is said, too', async () => {
    const { status, stdout } = await dryRun(lines([document(1, { avatarUrl: 'http://example.com/me.png' })]))
    expect(status).toBe(1)
    expect(stdout).toContain(' 1 would come in without their avatarUrl')
  })

  it('is no reason to keep a reject file of an earlier run', async () => {
    await dryRun('nonsense\n')
    expect(await rejects()).toHaveLength(1)
    expect((await dryRun(lines([document(1)]))).status).toBe(0)
    await expect(rejects()).rejects.toThrow('ENOENT')
  })
})

describe('a file with passwords from Firebase', () => {
  it('is refused without the key that compares them', async () => {
    const hash = `$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==$42xEC+ixf3L2lw==$${'A'.repeat(86)}==`
    const { status, stdout, stderr } = await dryRun(lines([document(1, { password: hash })]))
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('FIREBASE_SIGNER_KEY')
    expect(stderr).not.toContain('AAAA')
  })
})

describe('the ids of a file', () => {
  it('are printed as they are stored, and one that cannot be read stops it', async () => {
    const ids = [{ _id: { $oid: objectId(1) } }, { _id: { $numberLong: '7' } }, { _id: 'text' }]
    await writeFile(file, lines(ids))
    expect(await runImport([file, '--ids'])).toEqual({ status: 0, stdout: `${objectId(1)}\n7\ntext\n`, stderr: '' })
    await writeFile(file, lines([...ids, { _id: {} }]))
    expect(await runImport([file, '--ids'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/^line 4: /) })
  })
})

describe('a file that cannot be read', () => {
  it('is told by the exit status: none, one cut off in its packing, an option that there is not', async () => {
    expect((await runImport([file, '--dry-run'])).status).toBe(2)
    expect((await dryRun(gzipSync(lines([document(1)])).subarray(0, -12))).status).toBe(2)
    expect((await runImport([file, '--nonsense'])).status).toBe(2)
    expect((await dryRun('', ['--map', 'about=nickname'])).stderr).toContain('nickname is no profile field')
  })
})

describe('a reject file that cannot be written', () => {
  it('is told by the exit status, before anything is imported', async () => {
    const rejectFile = join(directory, 'nowhere/rejects.jsonl')
    const { status, stdout, stderr } = await dryRun('nonsense\n', ['--reject-file', rejectFile])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^ENOENT: no such file or directory, open '.*'\n$/)
  })
})

const betterAuth = `${'0a'.repeat(16)}:${'0b'.repeat(64)}`
const timestamps = { createdAt: { $date: TIME }, updatedAt: { $date: TIME } }
const untimed = { createdAt: undefined, updatedAt: undefined }
const age = { $numberInt: '7' }
const documents = [
  document(100, { email: ' Keeps@Example.COM ', bio: 'Climbs things.', locale: 'pt_BR', emailVerified: true }),
  document(101, { email: 'nested@example.com', ...untimed, timestamps }),
  document(102, { email: 'untimed@example.com', ...untimed }),
  document(103, { email: 'better-auth@example.com', password: betterAuth }),
  document(104, { email: 'without@example.com', password: undefined, emailVerified: 'false' }),
  document(105, { email: 'mapped@example.com', about: { text: age }, lang: 'nonsense!', age }),
]
const mapping = ['--map', 'about.text=bio', '--map', 'lang=locale']

describe('an import', () => {
  let state: Awaited<ReturnType<typeof newState>>
  beforeAll(async () => {
    state = await newState()
  })
  afterAll(() => state?.remove())

  const importInto = async (content: string, args: string[] = []) => {
    await writeFile(file, content)
    return runImport([file, '--persist-to', state.directory, ...args])
  }
  const users = async (prefix: string): Promise<UserRow[]> => {
    const { users: rows = [] } = await rowsOfState(state.directory)
    return (rows as UserRow[]).filter(({ email }) => email.startsWith(prefix))
  }

  it('brings users in as they were, and says what it left out', async () => {
    const { status, stdout } = await importInto(lines(documents), mapping)
    expect(status).toBe(1)
    expect(stdout).toContain('have a field that is none here: age')
    expect(stdout).toContain('came in without their locale')
    expect(await rejects()).toMatchObject([{ line: 6, reason: 'refused_field', field: 'locale', _id: objectId(105) }])
    const time = Date.parse(TIME)
    expect(await users('keeps@example.com')).toMatchObject([
      {
        id: objectId(100),
        password_hash: HASH,
        name: 'User 100',
        bio: 'Climbs things.',
        locale: 'pt-BR',
        email_verified: 1,
        email_verified_by: 'import',
        email_verified_at: expect.any(Number),
        imported_at: expect.any(Number),
        created_at: time,
        updated_at: time,
      },
    ])
    expect(await users('nested')).toMatchObject([{ created_at: time, updated_at: time, email_verified: 0 }])
    const issued = 0x66388000 * 1_000 // what the ObjectId says
    expect(await users('untimed')).toMatchObject([{ created_at: issued, updated_at: issued }])
    const salt = Buffer.from('0a'.repeat(16)).toString('base64').replace(/=+$/, '')
    const [{ password_hash: hash } = {}] = await users('better-auth')
    expect(hash).toContain(`$scrypt$ln=14,r=16,p=1$${salt}$`)
    expect(await users('without')).toMatchObject([{ password_hash: null, email_verified: 0 }])
    expect(await users('mapped')).toMatchObject([{ bio: '7', locale: null }])
  })

  it('whose report nobody reads, as with head, goes on to its end', async () => {
    await writeFile(file, lines([document(300, { email: 'unread@example.com' })]))
    const child = spawn(process.execPath, ['scripts/import/import.ts', file, '--persist-to', state.directory], { env })
    child.stdout.destroy()
    const [status, stderr] = await Promise.all([exitCode(child), text(child.stderr)])
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('EPIPE') })
    expect(await users('unread')).toHaveLength(1)
  })

  it('that is killed in the middle is complete after a second run', async () => {
    const total = 40_000
    const all = lines(
      Array.from({ length: total }, (_, n) => document(1_000_000 + n, { email: `kill${n}@example.com` })),
    )
    await writeFile(file, all)
    const { child, kill, finished } = startImport([file, '--persist-to', state.directory])
    while ((await users('kill')).length === 0 && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const isKilled = kill()
    const { stderr } = await finished()
    expect({ isKilled, stderr }).toEqual({ isKilled: true, stderr: '' })
    const left = await users('kill')
    expect(left.length).toBeGreaterThan(0)
    expect(left.length).toBeLessThan(total)

    const { status, stdout } = await runImport([file, '--persist-to', state.directory])
    expect(status).toBe(0)
    expect(stdout).toContain('were there already')
    expect(await users('kill')).toHaveLength(total)
  })
})

describe('an import, here or later', () => {
  let table: UsersTable
  beforeAll(async () => {
    table = await openThrowaway()
    await importInto(lines(documents), mapping)
  })
  afterAll(() => table?.close())

  async function importInto(content: string, args: string[] = []) {
    file = join(directory, `users-${++count}.jsonl`)
    await writeFile(file, content)
    return importHere(file, args, table)
  }
  const users = async (prefix: string) =>
    (await rowsIn(table, 'users')).filter(({ email }) => String(email).startsWith(prefix))

  it('takes an address for verified only in its own spelling: what else normalizes to it may be of somebody else', async () => {
    await importInto(
      lines([
        document(150, { email: '  Spelled@Example.com ', emailVerified: true }),
        document(151, { email: 's\uff50elled.wide@example.com', emailVerified: true }),
        document(152, { email: 'spelled.\u212aelvin@example.com', emailVerified: true }),
      ]),
    )
    const found = (await users('spelled')).map(({ email, email_verified }) => [email, email_verified])
    expect(found.sort()).toEqual([
      ['spelled.kelvin@example.com', 0],
      ['spelled.wide@example.com', 0],
      ['spelled@example.com', 1],
    ])
  })

  it('changes nothing the second time but for what is new; --update takes what is newer, and only that', async () => {
    const newer = { name: 'Renamed', bio: 'New', updatedAt: { $date: '2025-01-01T00:00:00Z' } }
    const changed = document(101, { email: 'nested@example.com', ...newer })
    const before = await users('')
    const again = await importInto(lines([...documents, changed, document(106)]), mapping)
    expect(again.stdout).toMatch(
      / 1 {2}came in\n +6 {2}were there already\n +1 {2}were there, and have changed in the file/,
    )
    expect((await users('')).slice(0, before.length)).toEqual(before)

    const older = document(106, { name: 'Older', updatedAt: { $date: '2020-01-01T00:00:00Z' } })
    const updated = await importInto(lines([changed, older]), ['--update'])
    expect([updated.status, updated.stdout]).toEqual([0, expect.stringContaining('took over what has changed')])
    expect(await users('nested')).toMatchObject([{ name: 'Renamed', bio: 'New', password_hash: HASH }])
    expect(await users('user106')).toMatchObject([{ name: 'User 106' }])
  })

  it('with --update takes over an email and whether it is verified, unless another user has it', async () => {
    const newer = { updatedAt: { $date: '2025-01-01T00:00:00Z' } }
    await importInto(
      lines([
        document(200, { email: 'moves@example.com', emailVerified: true }),
        document(201, { email: 'verifies@example.com' }),
        document(202, { email: 'verified@example.com', emailVerified: true }),
        document(203, { email: 'collides@example.com' }),
        document(204, { email: 'races1@example.com' }),
        document(205, { email: 'races2@example.com' }),
      ]),
    )
    const collision = (line: number, n: number, other: number) => ({
      line,
      reason: 'duplicate_email',
      message: `Another user has the same email address: the same is in line ${other}.`,
      _id: objectId(n),
    })
    const changed = [
      document(200, { email: 'moved@example.com', ...newer }),
      document(201, { email: 'verifies@example.com', emailVerified: true, ...newer }),
      document(202, { email: 'verified@example.com', ...newer }),
      document(203, { email: 'Moved@example.com', name: 'Not taken over', emailVerified: true, ...newer }),
      document(204, { email: 'raced@example.com', ...newer }),
      document(205, { email: 'raced@example.com', ...newer }),
    ]
    const { status, stdout } = await importInto(lines(changed), ['--update'])
    expect(status).toBe(1)
    expect(stdout).toMatch(/ 2 {2}were there, and took over/)
    expect(stdout).toMatch(/ 4 {2}rejected: duplicate_email/)
    expect(await rejects()).toEqual([
      collision(1, 200, 4),
      collision(4, 203, 1),
      collision(5, 204, 6),
      collision(6, 205, 5),
    ])
    expect(await users('move')).toMatchObject([{ email: 'moves@example.com', email_verified: 1 }])
    expect(await users('verifies')).toMatchObject([{ email_verified: 1 }])
    expect(await users('verified')).toMatchObject([{ email_verified: 1, updated_at: Date.UTC(2025, 0) }]) // perhaps here
    const time = Date.parse(TIME)
    expect(await users('collides')).toMatchObject([{ name: 'User 203', email_verified: 0, updated_at: time }])
    expect(await users('raced')).toEqual([])
  })

  it('replaces none of our hashes by an older one, and mistakes no user for another, with --update', async () => {
    const own = '$pbkdf2-chain-sha256$i=10000,n=60$c2FsdA$aGFzaA'
    await importInto(lines([document(210), document(211)]))
    await table.write([`UPDATE users SET password_hash = '${own}' WHERE id = ?1`], objectId(210))
    const newer = { updatedAt: { $date: '2025-01-01T00:00:00Z' } }
    const another = document(211, { name: 'Another', ...newer, createdAt: { $date: '2020-01-01T00:00:00Z' } })
    const { status } = await importInto(lines([document(210, { name: 'Renamed', ...newer }), another]), ['--update'])
    expect(status).toBe(1)
    expect(await users('user210')).toMatchObject([{ name: 'Renamed', password_hash: own }])
    expect(await users('user211')).toMatchObject([{ name: 'User 211', password_hash: HASH }])
    expect(await rejects()).toMatchObject([{ reason: 'duplicate_id', _id: objectId(211) }])
  })
})
