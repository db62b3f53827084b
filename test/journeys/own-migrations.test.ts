import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { json, text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { applyMigrations } from '../../scripts/support/apply-migrations.ts'
import { readMigrations } from '../../scripts/support/migrations.ts'
import { captureWrangler, exitCode } from '../../scripts/support/wrangler.ts'
import { openState } from './support/database.ts'
import { startDev } from './support/npm-dev.ts'

const PROJECT = join(import.meta.dirname, '../..')
const LINKED = ['.gitignore', 'bench', 'biome.json', 'console', 'node_modules', 'package.json', 'test', 'tsconfig.json']
const COPIED = [
  ...[
    'README.md',
    'client',
    'docs',
    'drizzle.config.ts',
    'drizzle.extensions.config.ts',
    'locales',
    'migrations',
    'public',
  ],
  ...['scripts', 'src', 'worker-configuration.d.ts', 'wrangler.toml'],
]

/** Starts wrangler or drizzle-kit, several times. */
const SLOW_MS = 180_000
vi.setConfig({ testTimeout: SLOW_MS })

const SCHEMA = `import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from '../db/schema/users.ts'

export const notes = sqliteTable(
  'notes',
  {
    id: text('id').primaryKey(),
    userId: text('user_id').notNull().references(() => users._id, { onDelete: 'cascade' }),
  },
  (table) => [index('notes_user_id').on(table.userId)],
)
`

/** The project as a team has it, with a table of its own. */
let directory: string
const path = (name: string) => join(directory, name)
const own = () => path('src/extensions')

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-own-'))
  for (const name of LINKED) await symlink(join(PROJECT, name), path(name))
  for (const name of COPIED) await cp(join(PROJECT, name), path(name), { recursive: true })
  await writeFile(path('scripts/generate/generate.ts'), "console.log('generated')\n") // has tests of its own, and is slow
  await rm(join(own(), 'migrations'), { recursive: true, force: true }) // of the team that runs this
})
afterAll(() => rm(directory, { recursive: true }))

async function node(script: string, ...args: string[]) {
  const PATH = [dirname(process.execPath), path('node_modules/.bin'), process.env.PATH].join(delimiter)
  const child = spawn(process.execPath, [script, ...args], {
    cwd: directory,
    env: { ...process.env, PATH, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_ENV: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [status, stdout, stderr] = await Promise.all([exitCode(child), text(child.stdout), text(child.stderr)])
  return { status, stdout, stderr }
}

const dbGenerate = (...args: string[]) => node('scripts/db-generate.ts', ...args)

async function generated(...args: string[]): Promise<void> {
  const { status, stdout, stderr } = await dbGenerate(...args)
  if (status !== 0) throw new Error(stdout + stderr)
}

/** The migrations and drizzle's journals of both folders. */
async function migrations(): Promise<Record<string, string>> {
  const files = await Promise.all(
    ['migrations', 'src/extensions/migrations'].map(async (folder) => {
      const names = await readdir(path(folder), { recursive: true, withFileTypes: true }).catch(() => [])
      return names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    }),
  )
  const contents = files.flat().map(async (file) => [file.slice(directory.length + 1), await readFile(file, 'utf8')])
  return Object.fromEntries(await Promise.all(contents))
}

describe('a team that has no tables of its own', () => {
  it('has no folder of migrations, also after npm run db:generate', async () => {
    await writeFile(join(own(), 'schema.ts'), 'export {}\n')
    const before = await migrations()
    expect(await dbGenerate()).toMatchObject({ status: 0, stdout: expect.stringMatching(/\ngenerated\n$/) })
    expect(await migrations()).toEqual(before)
    expect(Object.keys(before).filter((file) => file.startsWith('src/'))).toEqual([])
  })
})

describe('npm run db:generate refuses', () => {
  const refusals: [string, string, string][] = [
    ["a table of Latchkey's", "export { users } from '../db/schema/users.ts'\n", 'exports a table users'],
    [
      'a reference to no column, which drizzle-kit calls a success',
      SCHEMA.replace('users._id', 'users.id'),
      'notes refers to a column that is not there',
    ],
  ]
  it.each(refusals)('%s', async (_what, schema, reason) => {
    await writeFile(join(own(), 'schema.ts'), schema)
    const before = await migrations()
    expect(await dbGenerate()).toEqual({ status: 1, stdout: '', stderr: expect.stringContaining(reason) })
    expect(await migrations()).toEqual(before)
  })
})

describe('a team with a table of its own', () => {
  /** The migrations of the house alone. */
  let house: Record<string, string>

  beforeAll(async () => {
    house = await migrations()
    await writeFile(join(own(), 'schema.ts'), SCHEMA)
    await generated('--name', 'notes')
  })

  it('gets a migration of it alone, with numbers of its own, once', async () => {
    const written = await migrations()
    expect(written).toMatchObject(house)
    const added = Object.keys(written).filter((file) => !(file in house))
    const folder = 'src/extensions/migrations'
    expect(added.sort()).toEqual(
      ['0000_notes.sql', 'meta/0000_snapshot.json', 'meta/_journal.json'].map((file) => `${folder}/${file}`),
    )
    const sql = written[`${folder}/0000_notes.sql`]
    expect(sql?.match(/CREATE TABLE `\w+`/g)).toEqual(['CREATE TABLE `notes`'])
    expect(sql).toContain('REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade\n) STRICT, WITHOUT ROWID;')

    await generated('--name', 'again')
    expect(await migrations()).toEqual(written)
  })

  it(
    'has it in the database of npm run dev, under a journal of its own',
    async () => {
      const state = await mkdtemp(join(tmpdir(), 'latchkey-state-'))
      onTestFinished(() => rm(state, { recursive: true, force: true, maxRetries: 5 }))
      const dev = await startDev(['--persist-to', state], directory)
      await dev.stop()
      const database = await openState(state)
      onTestFinished(() => database.close())
      const names = (sql: string) =>
        database
          .prepare(sql)
          .all()
          .map(({ name }) => name)
      expect(names('SELECT name FROM extension_migrations')).toEqual(['0000_notes.sql'])
      const houses = Object.keys(house).flatMap((file) => /^migrations\/(.*\.sql)$/.exec(file)?.[1] ?? [])
      expect(names('SELECT name FROM d1_migrations ORDER BY id')).toEqual(houses.sort())
      expect(names("SELECT name FROM sqlite_master WHERE name = 'notes'")).toEqual(['notes'])
    },
    SLOW_MS,
  )

  it(
    'is told of it before a deployment',
    async () => {
      const { status, stdout } = await node('scripts/deploy.ts', '--dry-run', '--any-host')
      expect(status).toBe(0)
      expect(stdout).toContain('--remote: those of migrations/, and then those of src/extensions/migrations/\n')
    },
    SLOW_MS,
  )

  it("has it after the house's where the scripts make a database without wrangler", () => {
    const database = new DatabaseSync(':memory:')
    onTestFinished(() => database.close())
    for (const sql of readMigrations(directory)) database.exec(sql)
    expect(database.prepare('PRAGMA foreign_key_list(notes)').all()).toMatchObject([{ table: 'users' }])
  })

  it('gets one of each where both changed, and one of its own where it asks for that', async () => {
    const before = await migrations()
    await appendFile(join(own(), 'schema.ts'), "\nexport const tags = sqliteTable('tags', { name: text('name') })\n")
    const users = path('src/db/schema/users.ts')
    await writeFile(
      users,
      (await readFile(users, 'utf8')).replace("    bio: text('bio'),\n", "$&    city: text('city'),\n"),
    )
    await generated('--name', 'more')
    const written = await migrations()
    const added = Object.keys(written).filter((file) => !(file in before) && file.endsWith('.sql'))
    expect(added.sort()).toEqual([
      expect.stringMatching(/^migrations\/\d+_more\.sql$/),
      `src/extensions/migrations/0001_more.sql`,
    ])
    const [houses = '', teams = ''] = added.map((file) => written[file])
    expect(houses).toBe('ALTER TABLE `users` ADD `city` text;')
    expect(teams).toBe('CREATE TABLE `tags` (\n\t`name` text\n) STRICT;\n')

    await generated('--extensions', '--custom', '--name', 'filled')
    const more = Object.keys(await migrations()).filter((file) => !(file in written) && file.endsWith('.sql'))
    expect(more).toEqual(['src/extensions/migrations/0002_filled.sql'])
  })
})

describe('a deployment', () => {
  it("applies the house's migrations to the database at Cloudflare, and then the team's to the same", async () => {
    const api = await startApi()
    onTestFinished(api.stop)
    const variables = {
      CLOUDFLARE_API_BASE_URL: api.url,
      CLOUDFLARE_API_TOKEN: 'token',
      CLOUDFLARE_ACCOUNT_ID: 'account',
    }
    const env = { ...process.env, ...variables, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_ENV: undefined }
    const run = async (args: string[]) => {
      const { status, output } = await captureWrangler(args, { cwd: directory, env })
      expect(output).not.toContain('ERROR')
      return status
    }
    expect(await applyMigrations(run, { directory, place: 'remote' })).toBe(0)
    const applied = api.queries.flatMap(
      (sql) => /INSERT INTO "(\w+)" \(name\)\s+values \('(.*)'\)/.exec(sql)?.slice(1).join('/') ?? [],
    )
    const expected = Object.keys(await migrations())
      .filter((file) => file.endsWith('.sql'))
      .map((file) =>
        file.replace('src/extensions/migrations', 'extension_migrations').replace(/^migrations/, 'd1_migrations'),
      )
    expect(applied).toEqual(expected.sort())
    expect(applied).toContain('extension_migrations/0000_notes.sql')
    expect([...api.databases]).toEqual(['latchkey'])
  })
})

/** Of Cloudflare's API what wrangler asks when it applies migrations. */
async function startApi() {
  const queries: string[] = []
  const databases = new Set<string>()
  const server = createServer(async (request, response) => {
    const [, database = '', isQuery] = /\/d1\/database\/([^/?]+)(\/query)?/.exec(request.url ?? '') ?? []
    const answer = (result: unknown) =>
      response.end(JSON.stringify({ success: true, errors: [], messages: [], result }))
    if (!isQuery) {
      databases.add(database)
      return answer({ uuid: `id-of-${database}`, name: database })
    }
    const { sql } = (await json(request)) as { sql: string }
    queries.push(sql)
    answer([{ results: [], success: true, meta: { duration: 1 } }])
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, queries, databases, stop: () => void server.close() }
}
