import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

// Miniflare and workerd as wrangler itself uses them: the tests' plugin brings an older version.

const wranglers = createRequire(import.meta.resolve('wrangler'))
const miniflares = createRequire(wranglers.resolve('miniflare'))

export const { convertV4MiniflareOptions, Miniflare, NoOpLog }: typeof import('miniflare') = wranglers('miniflare')

/** The path of workerd's binary. */
export const WORKERD: string = miniflares('workerd').default

/** The versions of wrangler, Miniflare and workerd. */
export const runtimeVersions = (): Record<string, string> => ({
  wrangler: versionAbove(wranglers.resolve('wrangler')),
  miniflare: versionAbove(wranglers.resolve('miniflare')),
  workerd: versionAbove(miniflares.resolve('workerd')),
})

/** The version in the first package.json above a file that has one. */
function versionAbove(file: string): string {
  const folder = dirname(file)
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (version) return version
  } catch {
    // further up
  }
  return versionAbove(folder)
}
