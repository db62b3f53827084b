import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readD1Migrations } from '@cloudflare/vitest-pool-workers'
import { convertV4MiniflareOptions, Miniflare, NoOpLog, type V4WorkerOptionsShape } from 'miniflare' // comes with wrangler
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from 'wrangler'
import { newDevSecrets } from '../dev-secrets.ts'
import { captureWrangler } from '../wrangler.ts'

const NAME = 'latchkey'

/** The Worker as it would be deployed, on a real workerd, with a database of its own on disk and no rate limits. */
export interface ServedWorker {
  url: string
  /** Where V8's inspector of the Worker listens, for a WebSocket. */
  inspectorUrl: string
  stop(): Promise<void>
}

/** Requests go straight to workerd: the proxy of `wrangler dev` would add its delays, and more memory than the Worker. */
export async function serveWorker(settings: Record<string, string>): Promise<ServedWorker> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-load-'))
  const { status, output } = await captureWrangler(['deploy', '--dry-run', '--outdir', directory])
  if (status !== 0) throw new Error(output)
  process.env.WRANGLER_LOG = 'error' // it would warn that there are no secrets in a file
  const all: V4WorkerOptionsShape = readWorkerOptions('wrangler.toml').workerOptions
  const { assets: _assets, modulesRules: _rules, ratelimits: _limits, ...options } = all
  const { workers } = convertV4MiniflareOptions({
    workers: [
      {
        ...options,
        name: NAME,
        modules: modulesIn(directory),
        bindings: { ...options.bindings, ...(await newDevSecrets()), ...settings },
        d1Databases: { DB: NAME },
        serviceBindings: { ASSETS: () => new Response(null, { status: 404 }) }, // no page is asked for
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      },
    ],
  })
  const miniflare = new Miniflare({
    workers,
    resourcePersistencePath: join(directory, 'state'),
    inspectorPort: 0,
    log: new NoOpLog(),
    handleStructuredLogs: () => {}, // a line a request
    cf: false,
  })
  const database = await miniflare.getD1Database('DB')
  for (const { queries } of await readD1Migrations('migrations')) {
    for (const query of queries) await database.prepare(query).run()
  }
  const { origin: url } = await miniflare.unsafeGetDirectURL()
  const stop = async () => {
    await miniflare.dispose()
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  const inspector = await miniflare.getInspectorURL()
  return { url, inspectorUrl: `ws://${inspector.host}/core:user:${NAME}`, stop }
}

/** The entry first. */
function modulesIn(directory: string) {
  const others = readdirSync(directory).filter((file) => file.endsWith('.js') && file !== 'index.js')
  return ['index.js', ...others].map((path) => ({
    type: 'ESModule' as const,
    path,
    contents: readFileSync(join(directory, path), 'utf8'),
  }))
}
