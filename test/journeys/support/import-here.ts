import { vi } from 'vitest'
import { importUsers } from '../../../scripts/import/import-users.ts'
import { readOptions } from '../../../scripts/import/options.ts'
import { openThrowaway } from '../../../scripts/import/targets.ts'
import type { UsersTable } from '../../../scripts/import/users-table.ts'

/**
 * Imports a file as `npm run import` does, within this process and on SQLite alone: into `table`, or as a dry run. Starting wrangler
 * takes more than a second each time.
 */
export async function importHere(file: string, args: string[], table?: UsersTable) {
  const printed = vi.spyOn(console, 'log').mockReturnValue()
  try {
    const isComplete = await importUsers(file, {
      options: readOptions([file, ...args]),
      secrets: { FIREBASE_SIGNER_KEY: undefined },
      file: async () => file,
      open: async () => (table ? { write: table.write, close: async () => {} } : openThrowaway()),
    })
    return { status: isComplete ? 0 : 1, stdout: printed.mock.calls.flat().join('\n'), stderr: '' }
  } catch (error) {
    return {
      status: 2,
      stdout: printed.mock.calls.flat().join('\n'),
      stderr: `${error instanceof Error ? error.message : error}\n`,
    }
  } finally {
    printed.mockRestore()
  }
}

/** The rows of a table in it. */
export async function rowsIn(table: UsersTable, name: string): Promise<Record<string, unknown>[]> {
  const [rows = []] = await table.write([`SELECT * FROM ${name} WHERE ?1 = 'all'`], 'all')
  return rows
}
