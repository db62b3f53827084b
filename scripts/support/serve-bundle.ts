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
  const database = await started.miniflare.getD1Database('DB')
  for (const sql of readMigrations('.')) {
    for (const query of splitSqlQuery(sql)) await database.prepare(query).run()
  }
  return started
}
