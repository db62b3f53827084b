import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readD1Migrations } from '@cloudflare/vitest-pool-workers'
import {
  convertV4MiniflareOptions,
  Miniflare,
  type MiniflareOptions,
  NoOpLog,
  type V4WorkerOptionsShape,
} from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from 'wrangler'

/** What the Worker is called, also by the inspector. */
export const WORKER_NAME = 'latchkey'

/**
 * Serves the modules in `outdir`, as wrangler has bundled them, on a real workerd: with `settings`, a database of its own,
 * and no rate limits. Requests go straight to workerd: the proxy of `wrangler dev` would add its delays and its memory.
 */
export async function serveBundle(
  outdir: string,
  settings: Record<string, string | number>,
  others: Pick<MiniflareOptions, 'resourcePersistencePath' | 'inspectorPort'> = {},
): Promise<{ url: string; miniflare: Miniflare }> {
  process.env.WRANGLER_LOG = 'error' // it would warn that there are no secrets in a file
  const all: V4WorkerOptionsShape = readWorkerOptions('wrangler.toml').workerOptions
  const { assets: _assets, modulesRules: _rules, ratelimits: _limits, ...options } = all
  const { workers } = convertV4MiniflareOptions({
    workers: [
      {
        ...options,
        name: WORKER_NAME,
        modules: modulesIn(outdir),
        bindings: { ...options.bindings, ...settings },
        d1Databases: { DB: WORKER_NAME },
        serviceBindings: { ASSETS: () => new Response(null, { status: 404 }) }, // no page is asked for
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      },
    ],
  })
  const quiet = { log: new NoOpLog(), handleStructuredLogs: () => {} } // there is a line a request
  const miniflare = new Miniflare({ workers, ...others, ...quiet, cf: false })
  const database = await miniflare.getD1Database('DB')
  for (const { queries } of await readD1Migrations('migrations')) {
    for (const query of queries) await database.prepare(query).run()
  }
  const { origin: url } = await miniflare.unsafeGetDirectURL()
  return { url, miniflare }
}

/** The entry first. */
function modulesIn(outdir: string) {
  const others = readdirSync(outdir).filter((file) => file.endsWith('.js') && file !== 'index.js')
  return ['index.js', ...others].map((path) => ({
    type: 'ESModule' as const,
    path,
    contents: readFileSync(join(outdir, path), 'utf8'),
  }))
}
