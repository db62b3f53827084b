// npm run db:generate: writes the migration for what changed in src/db/schema/, with every new table STRICT and WITHOUT
// ROWID (but for one that is numbered by its rowid), and then all generated files (npm run generate), since columns may
// have changed.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const DIRECTORY = 'migrations'
const migrations = () => readdirSync(DIRECTORY).filter((file) => file.endsWith('.sql'))

const before = new Set(migrations())
const { status } = spawnSync('drizzle-kit', ['generate', ...process.argv.slice(2)], { stdio: 'inherit' })

for (const file of migrations().filter((name) => !before.has(name))) {
  const path = `${DIRECTORY}/${file}`
  const sql = readFileSync(path, 'utf8')
  // drizzle-kit has no setting for either. It ends each CREATE TABLE with a line of its own, `);`.
  const tables = sql.replace(/(CREATE TABLE [\s\S]*?\n\));/g, (_, table) =>
    table.includes('integer PRIMARY KEY') ? `${table} STRICT;` : `${table} STRICT, WITHOUT ROWID;`,
  )
  writeFileSync(path, tables)
}

const last = status === 0 ? spawnSync('node', ['scripts/generate/generate.ts'], { stdio: 'inherit' }) : { status }
process.exitCode = last.status ?? 1
