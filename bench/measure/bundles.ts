import { gzipSync } from 'node:zlib'
import type { Bundle } from '../../scripts/support/bundle.ts'

/** Bytes of everything that is uploaded, minified and then gzipped; `entry` is the module that every start reads. */
export interface BundleSize {
  name: string
  minified: number
  gzipped: number
  entryGzipped: number
}

export function bundleSize(name: string, { modules }: Bundle): BundleSize {
  const gzipped = modules.map(({ contents }) => gzipSync(contents, { level: 9 }).length)
  return {
    name,
    minified: sum(modules.map(({ contents }) => Buffer.byteLength(contents))),
    gzipped: sum(gzipped),
    entryGzipped: gzipped[0] ?? 0,
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
