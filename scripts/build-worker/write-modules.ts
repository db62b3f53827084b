import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkerModule } from './bundle.ts'

/**
 * Makes a folder hold these modules and nothing else. Builds may run at the same time, and `wrangler dev` may be
 * reading: so a file that stays the same is not touched, and another takes its place as a whole.
 */
export function writeModules(folder: string, modules: WorkerModule[]): void {
  mkdirSync(folder, { recursive: true })
  const files = new Map(
    modules.flatMap(({ file, code, map }): [string, string][] => [
      [file, code],
      ...(map ? [[`${file}.map`, map] satisfies [string, string]] : []),
    ]),
  )
  for (const [name, contents] of files) replace(join(folder, name), contents)
  for (const name of readdirSync(folder)) if (!files.has(name) && !isUnfinished(name)) rmSync(join(folder, name))
}

function replace(path: string, contents: string): void {
  if (read(path) === contents) return
  const unfinished = `${path}.${process.pid}.tmp`
  writeFileSync(unfinished, contents)
  renameSync(unfinished, path)
}

const isUnfinished = (name: string) => name.endsWith('.tmp') // of another build, which renames it

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
