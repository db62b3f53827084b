// npm run size: builds the Worker as `wrangler deploy` would, and fails if it is over its budget or contains what does not
// belong in it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Bundle, buildWorker } from './support/bundle.ts'

const KIB = 1_024
const BUDGET_BYTES = 48 * KIB // gzip: what a cold isolate loads before it answers
/** hono-openapi imports zod, which alone would break the budget; Drizzle's work is done in src/db/statements/. */
const UNWANTED = /node_modules\/(zod|drizzle-orm)\//

const directory = mkdtempSync(join(tmpdir(), 'latchkey-size-'))
const metafile = join(directory, 'metafile.json')
try {
  judge(await buildWorker(join(directory, 'bundle'), { args: ['--metafile', metafile] }))
} finally {
  rmSync(directory, { recursive: true })
}

function judge({ modules: [entry, ...others] }: Bundle) {
  const contents = entry?.contents ?? ''
  const gzipBytes = gzipSync(contents).length
  console.log(`Bundle: ${kib(Buffer.byteLength(contents))}, gzip ${kib(gzipBytes)} of ${kib(BUDGET_BYTES)}`)
  for (const { name, contents } of others) {
    console.log(`Loaded by whoever needs it: ${name}, gzip ${kib(gzipSync(contents).length)}`)
  }
  if (gzipBytes > BUDGET_BYTES) fail('The bundle is over its budget.')
  const unwanted = bundledFiles().filter((file) => UNWANTED.test(file))
  if (unwanted.length > 0)
    fail(`The bundle contains ${unwanted.length} files that do not belong in it, such as ${unwanted[0]}.`)
}

/** The files of which something is in the bundle; esbuild lists others, too. */
function bundledFiles(): string[] {
  const { outputs } = JSON.parse(readFileSync(metafile, 'utf8'))
  return Object.values<{ inputs: Record<string, { bytesInOutput: number }> }>(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file)
}

function kib(bytes: number): string {
  return `${(bytes / KIB).toFixed(1)} KiB`
}

function fail(reason: string) {
  console.error(reason)
  process.exitCode = 1
}
