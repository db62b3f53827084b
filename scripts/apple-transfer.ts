// npm run apple-transfer -- map.jsonl: after the app has moved to another team at Apple, gives the users' accounts there the
// identifiers of the new team. docs/apple-and-google.md says where the file comes from.
import { statSync } from 'node:fs'
import { runOnDatabase } from './import/command.ts'
import { openFile, readDocuments } from './import/documents.ts'
import { isObject } from './import/extended-json.ts'
import type { UsersTable } from './import/users-table.ts'

const HELP = `npm run apple-transfer -- <file> [--remote] [--persist-to dir] [--env name]

  <file>             a line for each user: {"old": "<sub of the old team>", "new": "<sub of the new team>"}
                     and, if Apple gave one, "email": the email address that belongs to the new one
  --local            in the local database: the default
  --remote           in the deployed database
  --persist-to dir   the local database of \`npm run dev -- --persist-to dir\`
  --env name         an environment of wrangler.toml

It may be run again. Exit status: 0 if every line is done, 1 if some are not (they are printed), 2 if it could not be made.
`

const BATCH = 1_000

// The rows come as one parameter, as those of an import. A subject that somebody has is never taken away from them.
const OWNED = `EXISTS (SELECT 1 FROM identities AS other WHERE other.provider = 'apple' AND other.subject = row.value ->> 1)`
const MOVE = `
  UPDATE OR IGNORE identities SET subject = row.value ->> 1, email = coalesce(row.value ->> 2, identities.email)
  FROM json_each(?1) AS row
  WHERE identities.provider = 'apple' AND identities.subject = row.value ->> 0 AND NOT ${OWNED}
  RETURNING subject`

/** What became of each row: the old subject is left if the new one was somebody else's. */
const STATE = `
  SELECT row.key AS place, ${OWNED} AS has_new,
    EXISTS (SELECT 1 FROM identities WHERE provider = 'apple' AND subject = row.value ->> 0) AS has_old
  FROM json_each(?1) AS row`

interface Move {
  line: number
  row: [from: string, to: string, email: string | null]
}

await runOnDatabase(HELP, async (source, open) => {
  statSync(source) // before a database is opened
  return transfer(source, await open())
})

async function transfer(source: string, table: UsersTable): Promise<number> {
  const counts = { moved: 0, done: 0, failed: 0 }
  const fail = (line: number, why: string) => {
    counts.failed++
    console.log(`line ${line}: ${why}`)
  }
  const write = async (moves: Move[]) => {
    const [moved = [], states = []] = await table.write([MOVE, STATE], JSON.stringify(moves.map(({ row }) => row)))
    counts.moved += moved.length
    counts.done -= moved.length
    for (const { place, has_new: hasNew, has_old: hasOld } of states) {
      const { line = 0 } = moves[Number(place)] ?? {}
      if (hasOld === 1) fail(line, hasNew === 1 ? 'another user has the new one already.' : 'it was not changed.')
      else if (hasNew === 1) counts.done++
      else fail(line, 'nobody here has the old one.')
    }
  }
  let moves: Move[] = []
  for await (const { line, text, problem } of readDocuments(openFile(source, () => {}))) {
    const row = problem ? undefined : readRow(text)
    if (row) moves.push({ line, row })
    else fail(line, 'it is no JSON object with the texts "old" and "new".')
    if (moves.length < BATCH) continue
    await write(moves)
    moves = []
  }
  if (moves.length > 0) await write(moves)
  console.log(`${counts.moved} moved, ${counts.done} were moved already, ${counts.failed} failed.`)
  return counts.failed > 0 ? 1 : 0
}

function readRow(text: string): Move['row'] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value) || !isSubject(value.old) || !isSubject(value.new)) return undefined
    return [value.old, value.new, typeof value.email === 'string' && value.email !== '' ? value.email : null]
  } catch {
    return undefined
  }
}

function isSubject(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
