import type { Miniflare } from 'miniflare'
import { unstable_splitSqlQuery as splitSqlQuery } from 'wrangler'
import { type Bundle, startWorker, workerOptions } from './bundle.ts'
import { readMigrations } from './migrations.ts'

/** What the Worker is called, also by the inspector. */
export const WORKER_NAME = 'latchkey'

/** Serves a bundle of Latchkey with `settings`, and with the tables of the migrations in its database. */
export async function serveBundle(
  bundle: Bundle,
  settings: Record<string, string | number>,
  others: Parameters<typeof startWorker>[1] = {},
): ReturnType<typeof startWorker> {
  const started = await startWorker(workerOptions(WORKER_NAME, bundle, settings), others)
  await makeTables(started.miniflare)
  return started
}

/** Applies all migrations to the database of Latchkey. */
export async function makeTables(miniflare: Pick<Miniflare, 'getD1Database'>): Promise<void> {
  const database = await miniflare.getD1Database('DB', WORKER_NAME)
  for (const sql of readMigrations('.')) {
    for (const query of splitSqlQuery(sql)) await database.prepare(query).run()
  }
}
