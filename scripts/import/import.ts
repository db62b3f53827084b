// npm run import -- users.jsonl: imports users of other backends into the local database, or with --remote into the
// deployed one. docs/migrating-from-express.md and docs/moving-in.md describe the move; --help lists the options.
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { checkToken } from './check-token.ts'
import { FORMATS } from './from/formats.ts'
import { importFile } from './import-file.ts'
import { HELP, readOptions } from './options.ts'
import { printIds } from './print-ids.ts'
import { openRejectFile } from './reject-file.ts'
import { printReport } from './report.ts'
import { keepInput } from './standard-input.ts'
import { openDatabase, openThrowaway } from './targets.ts'

const EXIT = { complete: 0, rejects: 1, failed: 2 }

async function main(): Promise<number> {
  const options = readOptions()
  const { source, update, map, formatOptions } = options
  if (options.help || !source) {
    console.log(HELP)
    return options.help ? EXIT.complete : EXIT.failed
  }
  const secrets = readSecrets()
  const format = FORMATS[options.from]
  const reading = format && { format, formatOptions, map, secrets }
  if (options.ids && reading) {
    await printIds(source, reading)
    return EXIT.complete
  }
  const rejectFile = openRejectFile(options['reject-file'] ?? `${source === '-' ? 'users' : source}.rejects.jsonl`)
  try {
    const file = source === '-' ? await keepInput(process.stdin) : source // it is read twice
    const table = options['dry-run'] ? await openThrowaway() : await openDatabase(options)
    try {
      const report = await importFile(file, { reading, secrets, table, rejectFile, update })
      rejectFile.keep()
      printReport(report, options['dry-run'], rejectFile.path)
      return report.rejects.size > 0 || report.refusedFields.size > 0 ? EXIT.rejects : EXIT.complete
    } finally {
      await table.close()
    }
  } finally {
    rejectFile.close()
  }
}

/** What the Worker has as secrets, and imported hashes are read with: of the shell, or of `npm run dev`. */
function readSecrets(): FormatSecrets {
  const local = existsSync('.dev.vars') ? parseEnv(readFileSync('.dev.vars', 'utf8')) : {}
  return { FIREBASE_SIGNER_KEY: process.env.FIREBASE_SIGNER_KEY ?? local.FIREBASE_SIGNER_KEY }
}

function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (text.includes('no such table')) return 'The database has no tables yet: run npm run dev once, or npm run deploy.'
  return text
}

// The reader of the report may stop early, as `head` does: the import goes on, and its exit status says how it went.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

try {
  process.exitCode = await (process.argv.includes('--check-token') ? checkToken() : main())
} catch (error) {
  console.error(explain(error))
  process.exitCode = EXIT.failed
}
process.exit() // whatever wrangler still holds open
