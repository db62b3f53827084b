import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Miniflare as MiniflareInstance, MiniflareOptions, V4WorkerOptionsShape } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from 'wrangler'
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from './runtime.ts'
import { captureWrangler } from './wrangler.ts'

/** A Worker as `wrangler deploy` would upload it: its modules, the main one first, and what its configuration binds. */
export interface Bundle {
  modules: { name: string; contents: string }[]
  options: V4WorkerOptionsShape
}

interface Source {
  /** The path of a wrangler.toml; the project's own by default. */
  config?: string
  /** A file beside the configuration, to be the entry in place of the one that it names. */
  entry?: string
}

const CONFIG = join(import.meta.dirname, '../../wrangler.toml')

/** Builds a Worker into `outdir` and reads it. Throws an `Error` with wrangler's output if it does not build. */
export async function buildWorker(outdir: string, { config = CONFIG, entry }: Source = {}): Promise<Bundle> {
  const deploy = ['deploy', ...(entry ? [entry] : []), '--dry-run', '--config', basename(config), '--outdir', outdir]
  const { status, output } = await captureWrangler(deploy, { cwd: dirname(config) })
  if (status !== 0) throw new Error(output)
  return readBundle(outdir, { config, ...(entry && { entry }) })
}

/** Reads a Worker that was built into `outdir`. */
export function readBundle(outdir: string, { config = CONFIG, entry }: Source = {}): Bundle {
  const main = entry?.replace(/\.ts$/, '.js') ?? 'index.js'
  const others = readdirSync(outdir).filter((file) => file.endsWith('.js') && file !== main)
  const modules = [main, ...others].map((name) => ({ name, contents: readFileSync(join(outdir, name), 'utf8') }))
  process.env.WRANGLER_LOG = 'error' // or it warns that no file has the secrets, which are given to `workerOptions`
  return { modules, options: readWorkerOptions(config).workerOptions }
}

/** How Miniflare is to serve a Worker. */
export type WorkerOptions = MiniflareOptions['workers']

/**
 * The options of Miniflare for a bundle: its own bindings, one D1 database `DB`, and `settings` on top. Without the
 * assets, which nobody asks for here, and without rate limits: their local stand-in costs more than the calls that it
 * counts, which it does not in production.
 */
export function workerOptions(
  name: string,
  { modules, options }: Bundle,
  settings: Record<string, string | number> = {},
): WorkerOptions {
  const { assets: _assets, modulesRules: _rules, ratelimits: _limits, ...rest } = options
  const { workers } = convertV4MiniflareOptions({
    workers: [
      {
        ...rest,
        name,
        modules: modules.map(({ name, contents }) => ({ type: 'ESModule', path: name, contents })),
        bindings: { ...options.bindings, ...settings },
        d1Databases: { DB: 'database' },
        serviceBindings: { ASSETS: () => new Response(null, { status: 404 }) },
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      },
    ],
  })
  return workers
}

/**
 * Serves a Worker on a workerd of its own, with its D1 database in memory or under `resourcePersistencePath`. Requests
 * reach it by its own socket: the proxy of `wrangler dev` would add its delays and its memory.
 */
export async function startWorker(
  workers: WorkerOptions,
  others: Pick<MiniflareOptions, 'resourcePersistencePath' | 'inspectorPort'> = {},
): Promise<{ origin: string; miniflare: MiniflareInstance }> {
  const miniflare = new Miniflare({
    workers,
    ...others,
    log: new NoOpLog(),
    handleStructuredLogs: () => {}, // one line a request: printing it would not be the Worker's cost
    cf: false,
  })
  const { origin } = await miniflare.unsafeGetDirectURL()
  return { origin, miniflare }
}
