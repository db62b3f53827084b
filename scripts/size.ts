// npm run size: builds the Worker as `wrangler deploy` would, and fails if it is over its budget or carries what does not
// belong in it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { captureWrangler } from './wrangler.ts'

const KIB = 1_024
const BUDGET_BYTES = 48 * KIB // gzip: what a cold isolate loads before it answers
const ENTRY = 'index.js'
/** hono-openapi reaches for zod, which alone would break the budget; Drizzle has made src/db/statements.ts beforehand. */
const UNWANTED = /node_modules\/(zod|drizzle-orm)\//

const directory = mkdtempSync(join(tmpdir(), 'latchkey-size-'))
const metafile = join(directory, 'metafile.json')
try {
  const build = ['deploy', '--dry-run', '--outdir', directory, '--metafile', metafile]
  const { status, output } = await captureWrangler(build)
  if (status === 0) judge()
  else fail(output)
} finally {
  rmSync(directory, { recursive: true })
}

function judge() {
  const bundle = readFileSync(join(directory, ENTRY))
  const gzipBytes = gzipSync(bundle).length
  console.log(`Bundle: ${kib(bundle.length)}, gzip ${kib(gzipBytes)} of ${kib(BUDGET_BYTES)}`)
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.js') && name !== ENTRY)) {
    console.log(
      `Loaded by whoever needs it: ${file}, gzip ${kib(gzipSync(readFileSync(join(directory, file))).length)}`,
    )
  }
  if (gzipBytes > BUDGET_BYTES) fail('The bundle is over its budget.')
  const unwanted = bundledFiles().filter((file) => UNWANTED.test(file))
  if (unwanted.length > 0)
    fail(`The bundle carries ${unwanted.length} files that do not belong in it, such as ${unwanted[0]}.`)
}

/** The files of which something is in the bundle; esbuild names others too. */
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
