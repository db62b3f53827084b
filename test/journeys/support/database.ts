import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { RunningService } from './wrangler-dev.ts'

/** How long to wait for who writes, or restores what a killed process left. */
const BUSY_TIMEOUT_MS = 10_000

/** Every row of every table that our migrations made, read from the file behind the service's back. */
export const storedRows = ({ directory }: RunningService): Promise<Record<string, unknown[]>> =>
  rowsOfState(join(directory, '.wrangler/state'))

/** The same of a directory that `--persist-to` names. */
export async function rowsOfState(state: string): Promise<Record<string, unknown[]>> {
  const database = new DatabaseSync(await fileOf(state), { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    const names = tables
      .map(({ name }) => String(name))
      .filter((name) => !/^((sqlite|d1|_cf)_|extension_migrations$)/.test(name))
    return Object.fromEntries(names.map((name) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]))
  } finally {
    database.close()
  }
}

/** Changes what is there, as the service would. */
export async function changeState(state: string, sql: string, ...values: string[]): Promise<void> {
  const database = await openState(state)
  try {
    database.prepare(sql).run(...values)
  } finally {
    database.close()
  }
}

/** The database itself, to be closed after use. */
export const openState = async (state: string): Promise<DatabaseSync> =>
  new DatabaseSync(await fileOf(state), { timeout: BUSY_TIMEOUT_MS })

async function fileOf(state: string): Promise<string> {
  for await (const path of glob(join(state, 'v3/d1/*/*.sqlite'))) if (!path.endsWith('metadata.sqlite')) return path
  throw new Error('the service has no database')
}
