import { gzipSync } from 'node:zlib'
import type { Bundle } from '../servers/build.ts'

export interface BundleSize {
  name: string
  /** Bytes, minified. */
  minified: number
  /** Bytes of that, gzipped. */
  gzipped: number
}

export const bundleSize = (name: string, { script }: Bundle): BundleSize => ({
  name,
  minified: Buffer.byteLength(script),
  gzipped: gzipSync(script, { level: 9 }).length,
})
