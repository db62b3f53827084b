import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { unstable_readConfig as readConfig } from 'wrangler'
import { databaseOf, environmentArgs } from './environment.ts'
import { EXTENSION_MIGRATIONS, migrationsIn } from './migrations.ts'

/** The table in D1 that says which of the team's were applied, so that neither list numbers the other's. */
const EXTENSION_JOURNAL = 'extension_migrations'

interface Target {
  /** Where wrangler.toml is; the working directory of `run`, too. */
  directory?: string
  /** An environment of wrangler.toml, or its top level. */
  environment?: string | undefined
  /** The database at Cloudflare, or that of a local state. */
  place: 'remote' | { persistTo?: string | undefined }
}

/**
 * Applies all migrations, and stops at the first folder that fails. `run` starts wrangler with arguments and answers its
 * exit code, as this does.
 */
export async function applyMigrations(
  run: (args: string[]) => Promise<number>,
  { directory = '.', environment, place }: Target,
): Promise<number> {
  const apply = ['d1', 'migrations', 'apply', 'DB', ...placeArgs(directory, place)]
  const status = await run([...apply, ...environmentArgs(environment)])
  const own = join(directory, EXTENSION_MIGRATIONS)
  if (status !== 0 || migrationsIn(own).length === 0) return status

  const config = mkdtempSync(join(tmpdir(), 'latchkey-migrations-'))
  try {
    const file = join(config, 'wrangler.json')
    writeFileSync(file, JSON.stringify(extensionConfig(directory, environment)))
    return await run([...apply, '--config', file, ...environmentArgs()])
  } finally {
    rmSync(config, { recursive: true })
  }
}

/** The state is named in any case: wrangler would look for it beside its configuration. */
const placeArgs = (directory: string, place: Target['place']): string[] =>
  place === 'remote'
    ? ['--remote']
    : ['--local', '--persist-to', place.persistTo ?? resolve(directory, '.wrangler/state')]

/** Wrangler knows one folder of migrations for a database, so the same database has a second configuration. */
function extensionConfig(directory: string, environment = '') {
  const options = { config: join(directory, 'wrangler.toml'), env: environment }
  const config = readConfig(options, { hideWarnings: true })
  const { migrations_pattern: _pattern, ...database } = { migrations_pattern: '', ...databaseOf(config) }
  return {
    name: config.name,
    compatibility_date: config.compatibility_date,
    account_id: config.account_id,
    compliance_region: config.compliance_region,
    d1_databases: [
      { ...database, migrations_dir: resolve(directory, EXTENSION_MIGRATIONS), migrations_table: EXTENSION_JOURNAL },
    ],
  }
}
