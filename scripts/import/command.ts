import { parseArgs } from 'node:util'
import { DATABASE_OPTIONS, openDatabase } from './targets.ts'
import type { UsersTable } from './users-table.ts'

/** The exit status of a command that could not do its work. */
export const FAILED = 2

/** Runs a command, whose work gives the exit status, and ends the process. What it throws is said, and is `FAILED`. */
export async function runCommand(work: () => Promise<number>): Promise<never> {
  // The reader of the report may stop early, as `head` does: the work goes on, and the exit status says how it went.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(explain(error))
    process.exitCode = FAILED
  }
  process.exit() // whatever wrangler still holds open
}

/** Work on a file and a database, which it opens when it is ready for it. */
type FileWork = (file: string, open: () => Promise<UsersTable>) => Promise<number>

/** Runs a command that names one file and a database, and closes that. Without a file, or with --help, it prints `help`. */
export const runOnDatabase = (help: string, work: FileWork): Promise<never> =>
  runCommand(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { ...DATABASE_OPTIONS, help: { type: 'boolean', short: 'h', default: false } },
    })
    const [file, ...others] = positionals
    if (values.help || !file || others.length > 0) {
      console.log(help)
      return values.help ? 0 : FAILED
    }
    let table: UsersTable | undefined
    try {
      return await work(file, async () => {
        table = await openDatabase(values)
        return table
      })
    } finally {
      await table?.close()
    }
  })

function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (text.includes('no such table')) return 'The database has no tables yet: run npm run dev once, or npm run deploy.'
  return text
}
