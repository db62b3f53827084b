import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { WorkerOptions } from '../../scripts/support/bundle.ts'
import { serveWorker } from './workerd.ts'

/** Makes the file of a Worker's D1 database, which workerd names, and runs `sql` on it. */
export async function createDatabase(options: WorkerOptions, directory: string, sql: string[]): Promise<void> {
  const { miniflare, stop } = await serveWorker(options, directory)
  const database = await miniflare.getD1Database('DB')
  await database.prepare('SELECT 1').run()
  await stop()
  const file = openD1File(directory)
  for (const statements of sql) file.exec(statements)
  file.close()
}

/** Opens the file of the one D1 database under a directory of Miniflare's. */
export function openD1File(directory: string): DatabaseSync {
  const folder = join(directory, 'd1', 'miniflare-D1DatabaseObject')
  const files = readdirSync(folder).filter((file) => /^[0-9a-f]{64}\.sqlite$/.test(file))
  if (files.length !== 1) throw new Error(`expected one database in ${folder}`)
  return new DatabaseSync(join(folder, String(files[0])))
}
