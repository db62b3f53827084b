import { openPartialFile } from './partial-file.ts'
import { COUNT, ONE, PAGE, toLine } from './to-line.ts'

/** Runs a statement that reads, with one value. */
export type Read = (sql: string, value: string) => Promise<Record<string, unknown>[]>

export interface Exported {
  users: number
  /** Of these, how many an earlier run had written. */
  resumed: number
  /** How many the database has at the end. */
  inDatabase: number
}

/**
 * Writes every user as a line of JSON, a page at a time, by their ids, and goes on where an earlier run stopped. Throws if
 * the file is there already, or if what is there of it is not of this database.
 */
export async function exportUsers(
  read: Read,
  path: string,
  onProgress: (users: number, total: number) => void = () => {},
): Promise<Exported> {
  const file = openPartialFile(path)
  try {
    let after = file.lastLine === undefined ? '' : await userOf(file.lastLine, read, `${path}.part`)
    const total = await countUsers(read)
    let users = file.lines
    for (;;) {
      const page = await read(PAGE, after)
      if (page.length === 0) break
      const lines = page.map(toLine)
      file.append(lines.join(''))
      after = idOf(lines.at(-1) ?? '')
      users += lines.length
      onProgress(users, total)
    }
    file.complete()
    return { users, resumed: file.lines, inDatabase: await countUsers(read) }
  } finally {
    file.close()
  }
}

const countUsers = async (read: Read): Promise<number> => Number((await read(COUNT, ''))[0]?.users)

const idOf = (line: string): string => String(JSON.parse(line)._id)

/** The id of the user of a line. Throws if the database has no such user: then it is another one, or they were deleted. */
async function userOf(line: string, read: Read, path: string): Promise<string> {
  const { _id, createdAt } = parse(line, path)
  const [row] = await read(ONE, String(_id))
  if (!row || JSON.parse(toLine(row)).createdAt !== createdAt)
    throw new Error(`The database does not have the last user of ${path}. Delete that file to begin again.`)
  return String(_id)
}

function parse(line: string, path: string): Record<string, unknown> {
  try {
    return JSON.parse(line)
  } catch {
    throw new Error(`${path} is no part of an export. Delete that file to begin again.`)
  }
}
