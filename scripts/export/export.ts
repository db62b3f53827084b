// npm run export -- users.jsonl: writes all users of the local database, or with --remote of the deployed one.
// docs/moving-out.md says what a line has; --help lists the options.
import { runOnDatabase } from '../import/command.ts'
import { showProgress } from '../import/progress.ts'
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

await runOnDatabase(HELP, async (file, open) => {
  const database = await open()
  const progress = showProgress(1)
  const read = async (sql: string, value: string) => (await database.write([sql], value))[0] ?? []
  const startedAt = performance.now()
  const exported = await exportUsers(read, file, (users, total) =>
    progress.update(users / total, `${users.toLocaleString('en')} users`),
  )
  progress.clear()
  print(exported, file, performance.now() - startedAt)
  return 0
})

function print({ users, resumed, inDatabase }: Exported, file: string, took: number): void {
  const peak = process.resourceUsage().maxRSS / 1_024
  console.log(`${users.toLocaleString('en')} users are in ${file}.`)
  if (resumed > 0) console.log(`An earlier run had written ${resumed.toLocaleString('en')} of them.`)
  if (users !== inDatabase)
    console.log(`The database has ${inDatabase.toLocaleString('en')} now: users came or left meanwhile.`)
  console.log(`In ${(took / 1_000).toFixed(1)} s; at most ${peak.toFixed(0)} MB of memory.`)
}
