import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Keys } from './keys.ts'
import type { Document } from './splitters.ts'

/** Why a document must not come in, by its place in the file, counted from 0. */
export type Collisions = ReadonlyMap<number, { reason: 'duplicate_email' | 'duplicate_id'; lines: number[] }>

/**
 * Finds the documents that would be one user here and are several in the file: nobody can tell which of them is the one
 * who owns the email address, and the first might be an impostor. A user whom the file has twice is no collision.
 * What it has read is kept on the disk, so that a large file needs no more memory than a small one.
 */
export async function findCollisions(
  documents: AsyncIterable<Document>,
  readKeys: (text: string) => Keys,
): Promise<Collisions> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
  const database = new DatabaseSync(join(directory, 'keys.sqlite'))
  try {
    database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      CREATE TABLE keys (place INTEGER PRIMARY KEY, line INTEGER, email TEXT, id TEXT, user TEXT); BEGIN`)
    const insert = database.prepare('INSERT INTO keys VALUES (?, ?, ?, ?, ?)')
    let place = 0
    for await (const { line, text, problem } of documents) {
      const { email, _id, createdAt } = problem ? {} : readKeys(text)
      const user = _id === undefined ? `place ${place}` : `${createdAt} ${_id}`
      insert.run(place++, line, email ?? null, _id ?? null, user)
    }
    database.exec('COMMIT')
    return new Map([...sharing(database, 'email', 'duplicate_email'), ...sharing(database, 'id', 'duplicate_id')])
  } finally {
    database.close()
    rmSync(directory, { recursive: true })
  }
}

/** The documents that share a key with a document of another user, each with the lines of those. */
function* sharing(database: DatabaseSync, key: 'email' | 'id', reason: 'duplicate_email' | 'duplicate_id') {
  const groups = database.prepare(`
    SELECT json_group_array(json_array(place, line, user)) AS members FROM keys
    WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(DISTINCT user) > 1`)
  for (const { members } of groups.iterate()) {
    const documents: [place: number, line: number, user: string][] = JSON.parse(String(members))
    for (const [place, , user] of documents) {
      const others = documents.filter(([, , other]) => other !== user).map(([, line]) => line)
      yield [place, { reason, lines: others.slice(0, MAX_LINES).sort((one, other) => one - other) }] as const
    }
  }
}

const MAX_LINES = 100 // of a message: a broken export may have the same address in all of its documents
