import { readFileSync } from 'node:fs'
import type { Miniflare } from 'miniflare'
import { startWorker, type WorkerOptions } from '../../scripts/support/bundle.ts'
import { roundTrips } from '../../scripts/support/distance.ts'
import { childrenOf } from './process.ts'

/** A Worker on a workerd of its own. */
export interface ServedWorker {
  origin: string
  pid: number
  miniflare: Miniflare
  stop(): Promise<void>
}

/** Puts a module of bench/workers in front of a Worker, whose main module it imports as `./index.js`. */
export function putInFront(module: string, options: WorkerOptions): WorkerOptions {
  const contents = readFileSync(new URL(`../workers/${module}/index.js`, import.meta.url), 'utf8')
  return options.map((worker) => {
    const { manifest } = worker.config
    if (!manifest) throw new Error('a Worker without modules')
    const mainModule = `${module}.js`
    const modules = {
      ...manifest.modules,
      [roundTrips.name]: esm(roundTrips.contents),
      [mainModule]: esm(contents.replace('./index.js', `./${manifest.mainModule}`)),
    }
    return { ...worker, config: { ...worker.config, manifest: { ...manifest, mainModule, modules } } }
  })
}

const esm = (contents: string) => ({ type: 'esm' as const, contents })

/** Serves a Worker with its D1 database under `directory`, and finds the process that does. */
export async function serveWorker(workers: WorkerOptions, directory: string): Promise<ServedWorker> {
  const before = await childrenOf(process.pid)
  const { origin, miniflare } = await startWorker(workers, { resourcePersistencePath: directory })
  const pid = (await childrenOf(process.pid)).find((child) => !before.includes(child))
  if (!pid) throw new Error('workerd did not start')
  return { origin, pid, miniflare, stop: () => miniflare.dispose() }
}
