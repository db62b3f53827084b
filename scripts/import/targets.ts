import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { getPlatformProxy } from 'wrangler'
import { readMigrations } from '../support/migrations.ts'
import { captureWrangler } from '../support/wrangler.ts'
import type { UsersTable } from './users-table.ts'

const MAX_ATTEMPTS = 6
const FIRST_DELAY_MS = 500

/** The options by which a command names a database, for `parseArgs`. */
export const DATABASE_OPTIONS = {
  local: { type: 'boolean', default: false },
  remote: { type: 'boolean', default: false },
  'persist-to': { type: 'string' },
  env: { type: 'string', short: 'e' },
} as const

interface Named {
  local: boolean
  remote: boolean
  'persist-to'?: string | undefined
  env?: string | undefined
}

/** The database that is named so. Throws an `Error` if there are two. */
export function openDatabase({ local, remote, 'persist-to': persistTo, env }: Named): Promise<UsersTable> {
  if (local && remote) throw new Error('--local and --remote: it is one of them')
  return remote ? openRemote(env) : openLocal(env, persistTo)
}

/** The database of `npm run dev`. */
const openLocal = (env: string | undefined, persistTo: string | undefined): Promise<UsersTable> =>
  openD1({
    configPath: 'wrangler.toml',
    ...(env && { environment: env }),
    persist: persistTo ? { path: resolve(persistTo, 'v3') } : true, // where wrangler dev --persist-to has it
    remoteBindings: false,
  })

/** The deployed database, through wrangler's remote bindings: the same statements, sent to D1 itself. */
async function openRemote(env: string | undefined): Promise<UsersTable> {
  // Here: it loads wrangler, which is large.
  const { databaseOf, environmentArgs, environmentName, readEnvironment } = await import('../support/environment.ts')
  const name = environmentName(env)
  const config = readEnvironment(name)
  const database = databaseOf(config)
  const databaseName = String(database?.database_name)
  const databaseId = database?.database_id ?? (await findDatabase(databaseName, environmentArgs(name)))
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
  const configPath = join(directory, 'wrangler.json')
  const binding = { binding: 'DB', database_name: databaseName, database_id: databaseId, remote: true }
  const { account_id, compatibility_date } = config
  writeFileSync(
    configPath,
    JSON.stringify({ name: config.name, account_id, compatibility_date, d1_databases: [binding] }),
  )
  const table = await openD1({ configPath, persist: false, remoteBindings: true })
  return { ...table, close: () => table.close().finally(() => rmSync(directory, { recursive: true })) }
}

async function findDatabase(name: string, environment: string[]): Promise<string> {
  const { status, stdout, output } = await captureWrangler(['d1', 'info', name, '--json', ...environment])
  if (status !== 0) throw new Error(output)
  return JSON.parse(stdout).uuid
}

async function openD1(options: Parameters<typeof getPlatformProxy>[0]): Promise<UsersTable> {
  const { getPlatformProxy: open } = await import('wrangler') // here: it is large, and a dry run needs none of it
  const { env, dispose } = await open<{ DB: D1Database }>(options)
  return {
    write: (statements, rows) =>
      retried(async () => {
        const results = await env.DB.batch(statements.map((sql) => env.DB.prepare(sql).bind(rows)))
        return results.map(({ results }) => results as Record<string, unknown>[])
      }),
    close: dispose,
  }
}

/** Tries again what may pass: each batch is idempotent. */
async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      const isLasting = /no such (table|column)|constraint|syntax error/i.test(String(error))
      if (isLasting || attempt === MAX_ATTEMPTS) throw error
      await new Promise((done) => setTimeout(done, FIRST_DELAY_MS * 2 ** (attempt - 1)))
    }
  }
}

/** An empty database that nobody keeps: for a dry run, which finds what the file has twice. */
export async function openThrowaway(): Promise<UsersTable> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
  const database = new DatabaseSync(join(directory, 'users.sqlite'))
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
  for (const sql of readMigrations('.')) database.exec(sql)
  return {
    write: async (statements, rows) => {
      database.exec('BEGIN')
      const results = statements.map(
        (sql) => database.prepare(sql).all({ 1: rows } as never) as Record<string, unknown>[],
      )
      database.exec('COMMIT')
      return results
    },
    close: async () => {
      database.close()
      rmSync(directory, { recursive: true })
    },
  }
}
