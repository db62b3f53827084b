// npm run db:generate: writes the migration for what changed in src/db/schema/, and that for src/extensions/schema.ts, which
// has a folder and a numbering of its own; and then all generated files (npm run generate), since columns may have
// changed. Every new table is STRICT and WITHOUT ROWID (but for one that is numbered by its rowid). Arguments are passed on
// to drizzle-kit: --name is of either. --custom writes an empty migration, for src/extensions/ with --extensions.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { extensionTables } from './support/extension-tables.ts'
import { EXTENSION_MIGRATIONS, MIGRATIONS, migrationsIn } from './support/migrations.ts'

const ONLY_EXTENSIONS = '--extensions'
const args = process.argv.slice(2).filter((arg) => arg !== ONLY_EXTENSIONS) // drizzle-kit does not know it
const onlyExtensions = process.argv.includes(ONLY_EXTENSIONS)
const onlyOurs = args.includes('--custom') && !onlyExtensions

try {
  const tables = onlyOurs ? [] : await extensionTables() // before anything is written
  if (!onlyExtensions) writeMigration(MIGRATIONS, 'drizzle.config.ts')
  const isAnyThere = tables.length > 0 || existsSync(EXTENSION_MIGRATIONS) // or drizzle-kit would make an empty folder
  if (!onlyOurs && isAnyThere) writeMigration(EXTENSION_MIGRATIONS, 'drizzle.extensions.config.ts')
  run('node', ['scripts/generate/generate.ts'])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function writeMigration(folder: string, config: string) {
  const before = new Set(migrationsIn(folder))
  run('drizzle-kit', ['generate', '--config', config, ...args])
  for (const file of migrationsIn(folder).filter((name) => !before.has(name))) {
    const path = `${folder}/${file}`
    // drizzle-kit has no setting for either. It ends each CREATE TABLE with a line of its own, `);`.
    const sql = readFileSync(path, 'utf8').replace(/(CREATE TABLE [\s\S]*?\n\));/g, (_, table) =>
      hasRowid(table) ? `${table} STRICT;` : `${table} STRICT, WITHOUT ROWID;`,
    )
    writeFileSync(path, sql)
  }
}

/** A table without a primary key has nothing else that could number its rows. */
function hasRowid(table: string): boolean {
  return table.includes('integer PRIMARY KEY') || !table.includes('PRIMARY KEY')
}

function run(command: string, args: string[]) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1) // it has said why
}
