import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import * as schema from '../../src/db/schema.ts'
import * as ownSchema from '../../src/extensions/schema.ts'
import { tablesIn } from '../support/tables-in.ts'
import type { Files } from './files.ts'
import { checkColumns, compile } from './statements/compile.ts'
import { compileOwnTables } from './statements/own-tables.ts'

/** Where queries are and what is compiled of them, and where that finds src/db/statement.ts. */
interface Place {
  queries: string
  statements: string
  statement: string
}

const HOUSE: Place = { queries: 'src/db/queries', statements: 'src/db/statements', statement: '../statement.ts' }
const OWN: Place = {
  queries: 'src/extensions/queries',
  statements: 'src/extensions/statements',
  statement: '../../db/statement.ts',
}
export const OWN_TABLES = 'tables.gen.ts'

/**
 * Compiles the queries of src/db/queries to src/db/statements, so that the Worker contains SQL and not the library that
 * writes it. The same for src/extensions, and for its tables what export and merges need of them.
 */
export async function generate(files: Files): Promise<void> {
  checkColumns([...Object.values(tablesIn(schema)), ...Object.values(tablesIn(ownSchema))])
  await compileFolder(files, HOUSE)
  const tables = compileOwnTables(tablesIn(ownSchema), OWN.statement)
  await compileFolder(files, OWN, tables === undefined ? {} : { [OWN_TABLES]: tables })
}

/** Writes what is compiled of a folder of queries, and `others` beside it; removes what nothing makes any more. */
async function compileFolder(
  files: Files,
  { queries, statements, statement }: Place,
  others: Record<string, string> = {},
): Promise<void> {
  const written = { ...others }
  for (const file of filesIn(queries)) {
    if (file === 'query.ts') continue
    const exported = Object.entries<unknown>(await import(`../../${queries}/${file}`))
    const source = readFileSync(`${queries}/${file}`, 'utf8')
    const text = compile({ folder: queries, file, statement, source, exported })
    if (text !== undefined) written[file.replace(/\.ts$/, '.gen.ts')] = text
  }
  if (!files.isCheck && Object.keys(written).length > 0) mkdirSync(statements, { recursive: true })
  for (const [file, text] of Object.entries(written)) files.write(`${statements}/${file}`, text)
  for (const file of filesIn(statements)) if (!(file in written)) files.remove(`${statements}/${file}`)
}

const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : [])
