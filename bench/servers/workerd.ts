import { readFileSync } from 'node:fs'
import type { Miniflare as MiniflareInstance } from 'miniflare'
import type { Bundle } from './build.ts'
import { childrenOf } from './process.ts'
import type { WorkerOptions } from './server.ts'
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from './wranglers.ts'

/** A Worker on workerd: requests reach it by its own socket, with nothing of Miniflare's in between. */
export interface ServedWorker {
  origin: string
  pid: number
  miniflare: MiniflareInstance
  stop(): Promise<void>
}

/**
 * The options of Miniflare for a bundle: its own bindings, one D1 database `DB`, and `settings` on top. Left out are the
 * assets, which nothing here asks for, and the rate limiters, which every server does without: what stands in for them
 * locally costs more than the calls that it counts, and nothing like it in production.
 */
export function workerOptions(
  name: string,
  { modules, options }: Bundle,
  settings: Record<string, string> = {},
): WorkerOptions {
  const { assets: _assets, modulesRules: _rules, ratelimits: _limits, ...rest } = options
  const { workers } = convertV4MiniflareOptions({
    workers: [
      {
        ...rest,
        name,
        modules: modules.map(({ name, contents }) => ({ type: 'ESModule', path: name, contents })),
        bindings: { ...options.bindings, ...settings },
        d1Databases: { DB: 'bench' },
        serviceBindings: { ASSETS: () => new Response(null, { status: 404 }) },
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      },
    ],
  })
  return workers
}

/** Puts a module of bench/workers in front of a bundled Worker, which it imports as `./index.js`. */
export function putInFront(module: string, options: WorkerOptions): WorkerOptions {
  const contents = readFileSync(new URL(`../workers/${module}/index.js`, import.meta.url), 'utf8')
  return options.map((worker) => {
    const { manifest } = worker.config
    if (!manifest) throw new Error('a Worker without modules')
    const mainModule = `${module}.js`
    const modules = { ...manifest.modules, [mainModule]: { type: 'esm' as const, contents } }
    return { ...worker, config: { ...worker.config, manifest: { ...manifest, mainModule, modules } } }
  })
}

/** Serves a Worker on a workerd of its own, with its D1 database under `directory`. */
export async function serveWorker(workers: WorkerOptions, directory: string): Promise<ServedWorker> {
  const before = await childrenOf(process.pid)
  const miniflare = new Miniflare({
    workers,
    resourcePersistencePath: directory,
    log: new NoOpLog(),
    handleStructuredLogs: () => {}, // a line a request: what takes it is not the Worker's cost
    cf: false,
  })
  await miniflare.ready
  const pid = (await childrenOf(process.pid)).find((child) => !before.includes(child))
  if (!pid) throw new Error('workerd did not start')
  const { origin } = await miniflare.unsafeGetDirectURL()
  return { origin, pid, miniflare, stop: () => miniflare.dispose() }
}
