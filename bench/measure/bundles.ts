import { gzipSync } from 'node:zlib'
import type { Bundle } from '../../scripts/support/bundle.ts'

type Module = Bundle['modules'][number]

/** Bytes of everything that is uploaded, minified and then gzipped; `entry` is what every start evaluates. */
export interface BundleSize {
  name: string
  minified: number
  gzipped: number
  entryGzipped: number
}

export function bundleSize(name: string, { modules }: Bundle): BundleSize {
  return {
    name,
    minified: sum(modules.map(({ contents }) => Buffer.byteLength(contents))),
    gzipped: sizeOf({ contents: modules.map(({ contents }) => contents).join('') }), // as they are uploaded: together
    entryGzipped: sum(entryOf(modules).map(sizeOf)),
  }
}

const sizeOf = ({ contents }: Pick<Module, 'contents'>) => gzipSync(contents, { level: 9 }).length

/** The main module, which is the first, and those that it imports. */
function entryOf([main, ...others]: Module[]): Module[] {
  if (!main) return []
  const imported = [...main.contents.matchAll(/from\s*["']\.\/([^"']+)["']/g)].map(([, name]) => name)
  return [main, ...others.filter(({ name }) => imported.includes(name))]
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
