import { readFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { runtimeVersions } from '../../scripts/support/runtime.ts'
import type { Results } from './results.ts'

/** What the figures were measured on. */
export const machine = (): Results['measuredOn'] => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cpus: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release().split('-')[0]}`,
})

const ROOT_PACKAGES = ['hono']
const BENCH_PACKAGES = ['better-auth', 'drizzle-orm', 'express', 'bcryptjs', 'jsonwebtoken']

/** The versions that were compared. */
export function versions(): Record<string, string> {
  const installed = (folder: string) => (name: string) => {
    const manifest = readFileSync(new URL(`${folder}/node_modules/${name}/package.json`, import.meta.url), 'utf8')
    return [name, String(JSON.parse(manifest).version)]
  }
  return {
    node: process.versions.node,
    ...runtimeVersions(),
    ...Object.fromEntries(ROOT_PACKAGES.map(installed('../..'))),
    ...Object.fromEntries(BENCH_PACKAGES.map(installed('..'))),
  }
}
