// npm run import -- users.jsonl: imports users of other backends into the local database, or with --remote into the
// deployed one. docs/migrating-from-express.md and docs/moving-in.md describe the move; --help lists the options.
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { checkToken } from './check-token.ts'
import { FAILED, runCommand } from './command.ts'
import { importUsers } from './import-users.ts'
import { HELP, readingOf, readOptions } from './options.ts'
import { printIds } from './print-ids.ts'
import { keepInput } from './standard-input.ts'
import { openDatabase, openThrowaway } from './targets.ts'

const EXIT = { complete: 0, rejects: 1, failed: FAILED }

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  const { source } = options
  if (options.help || !source) {
    console.log(HELP)
    return options.help ? EXIT.complete : EXIT.failed
  }
  const secrets = readSecrets()
  const reading = readingOf(options, secrets)
  if (options.ids && reading) {
    await printIds(source, reading)
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

await runCommand(() => (process.argv.includes('--check-token') ? checkToken() : main()))
