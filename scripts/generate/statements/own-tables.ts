import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { moveOwnRows, ownersOf, selectOwnRows, WrongTable } from '../../../src/db/queries/own-tables.ts'
import { Complaint } from '../complaint.ts'
import { compileQuery, importOf } from './compile.ts'

/** The statements for the tables of the team's own whose rows belong to users; none if there are no such tables. */
export function compileOwnTables(tables: Record<string, SQLiteTable>, statement: string): string | undefined {
  const belonging = Object.entries(tables)
    .map(([name, table]) => ({ name, table, owners: complainIfWrong(() => ownersOf(table)) }))
    .filter(({ owners }) => owners.length > 0)
  if (belonging.length === 0) return undefined
  const parts = belonging.map(({ name, table, owners }) => {
    const title = name.replace(/^./, (letter) => letter.toUpperCase())
    const moves = owners.map((owner, index) => ({
      name: `move${title}${index || ''}`,
      query: moveOwnRows(table, owner),
    }))
    const select = { name: `select${title}Rows`, query: selectOwnRows(table, owners) }
    return {
      entry: `  ${name}: { select: ${select.name}, moveMerged: [${moves.map((move) => move.name).join(', ')}] },`,
      statements: [
        compileQuery(select.name, "OwnTableQueries['select']", select.query),
        ...moves.map((move) => compileQuery(move.name, "OwnTableQueries['move']", move.query)),
      ],
    }
  })
  const text = parts.flatMap(({ statements }) => statements).join('\n')
  return `// Compiled from src/extensions/schema.ts by npm run generate. Do not edit.
import type { OwnTableQueries } from '../../db/queries/own-tables.ts'
${importOf(statement, text)}
import type { OwnTables } from '../../domain/extensions/own-tables.ts'

${text}
/** What export and merges need of the tables whose rows belong to users. */
export const tables: OwnTables = {
${parts.map(({ entry }) => entry).join('\n')}
}
`
}

function complainIfWrong<T>(find: () => T): T {
  try {
    return find()
  } catch (error) {
    throw error instanceof WrongTable ? new Complaint(`src/extensions/schema.ts: ${error.message}`) : error
  }
}
