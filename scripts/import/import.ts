// npm run import -- users.jsonl: imports users of other backends into the local database, or with --remote into the
// deployed one. docs/migrating-from-express.md and docs/moving-in.md describe the move; --help lists the options.
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { checkToken } from './check-token.ts'
import { FORMATS } from './from/formats.ts'
import { importUsers } from './import-users.ts'
import { HELP, readOptions } from './options.ts'
import { printIds } from './print-ids.ts'
import { keepInput } from './standard-input.ts'
import { openDatabase, openThrowaway } from './targets.ts'

const EXIT = { complete: 0, rejects: 1, failed: 2 }

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  const { source, map, formatOptions } = options
  if (options.help || !source) {
    console.log(HELP)
    return options.help ? EXIT.complete : EXIT.failed
  }
  const secrets = readSecrets()
  const format = FORMATS[options.from]
  if (options.ids && format) {
    await printIds(source, { format, formatOptions, map, secrets })
    return EXIT.complete
  }
  const isComplete = await importUsers(source, {
    options,
    secrets,
    file: async () => (source === '-' ? keepInput(process.stdin) : source),
    open: () => (options['dry-run'] ? openThrowaway() : openDatabase(options)),
  })
  return isComplete ? EXIT.complete : EXIT.rejects
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
