import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { V4WorkerOptionsShape } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'

const WRANGLER = fileURLToPath(new URL('../../node_modules/wrangler/bin/wrangler.js', import.meta.url))

/** A Worker as `wrangler deploy` would upload it: minified modules, the entry first, and what its configuration binds. */
export interface Bundle {
  modules: { name: string; contents: string }[]
  options: V4WorkerOptionsShape
}

/** Bundles the Worker of a wrangler.toml into `outdir`, from its own entry or another one beside it. */
export async function buildWorker(config: string, outdir: string, entry?: string): Promise<Bundle> {
  const args = [WRANGLER, 'deploy', ...(entry ? [entry] : []), '--dry-run', '--config', basename(config)]
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false' }
  await promisify(execFile)(process.execPath, [...args, '--outdir', outdir], { cwd: dirname(config), env })
  const main = entry?.replace(/\.ts$/, '.js') ?? 'index.js'
  const others = (await readdir(outdir)).filter((file) => file.endsWith('.js') && file !== main)
  const modules = [main, ...others].map(async (name) => ({
    name,
    contents: await readFile(join(outdir, name), 'utf8'),
  }))
  process.env.WRANGLER_LOG = 'error' // secrets that are missing from its own files come from us
  const { workerOptions } = unstable_getMiniflareWorkerOptions(config)
  return { modules: await Promise.all(modules), options: workerOptions }
}

/** A Worker that does nothing, with the configuration of another. */
export const emptyBundle = (other: Bundle): Bundle => ({
  ...other,
  modules: [{ name: 'index.js', contents: "export default { fetch: () => new Response('ok') }" }],
})
