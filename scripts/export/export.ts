// npm run export -- users.jsonl: writes all users of the local database, or with --remote of the deployed one.
// docs/moving-out.md says what a line has; --help lists the options.
import { parseArgs } from 'node:util'
import { showProgress } from '../import/progress.ts'
import { DATABASE_OPTIONS, openDatabase } from '../import/targets.ts'
import { type Exported, exportUsers } from './export-users.ts'

const HELP = `npm run export -- <file> [options]

  <file>             where to write the users, one a line in JSON, for its owner's eyes only: it has their password hashes.
                     <file>.part until it is complete; the same command again goes on there
  --local            of the local database, as without it
  --remote           of the deployed database
  --persist-to dir   the local database of \`npm run dev -- --persist-to dir\`
  --env name         an environment of wrangler.toml

Exit status: 0 if all users are in the file, 2 if the export could not be made.
`

const EXIT = { complete: 0, failed: 2 }

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...DATABASE_OPTIONS,
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [file, ...others] = positionals
  if (values.help || !file || others.length > 0) {
    console.log(HELP)
    return values.help ? EXIT.complete : EXIT.failed
  }
  const database = await openDatabase(values)
  const progress = showProgress(1)
  try {
    const read = async (sql: string, value: string) => (await database.write([sql], value))[0] ?? []
    const startedAt = performance.now()
    const exported = await exportUsers(read, file, (users, total) =>
      progress.update(users / total, `${users.toLocaleString('en')} users`),
    )
    progress.clear()
    print(exported, file, performance.now() - startedAt)
    return EXIT.complete
  } finally {
    await database.close()
  }
}

function print({ users, resumed, inDatabase }: Exported, file: string, took: number): void {
  const peak = process.resourceUsage().maxRSS / 1_024
  console.log(`${users.toLocaleString('en')} users are in ${file}.`)
  if (resumed > 0) console.log(`An earlier run had written ${resumed.toLocaleString('en')} of them.`)
  if (users !== inDatabase)
    console.log(`The database has ${inDatabase.toLocaleString('en')} now: users came or left meanwhile.`)
  console.log(`In ${(took / 1_000).toFixed(1)} s; at most ${peak.toFixed(0)} MB of memory.`)
}

function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (text.includes('no such table')) return 'The database has no tables yet: run npm run dev once, or npm run deploy.'
  return text
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(explain(error))
  process.exitCode = EXIT.failed
}
process.exit() // whatever wrangler still holds open
