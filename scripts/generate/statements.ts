import { readdirSync, readFileSync } from 'node:fs'
import * as schema from '../../src/db/schema.ts'
import type { Files } from './files.ts'
import { checkColumns, compile } from './statements/compile.ts'

const QUERIES = 'src/db/queries'
const STATEMENTS = 'src/db/statements'

/**
 * Compiles the queries of src/db/queries to src/db/statements, so that the Worker contains SQL and not the library that
 * writes it.
 */
export async function generate(files: Files): Promise<void> {
  checkColumns(Object.values(schema))
  const written: string[] = []
  for (const file of readdirSync(QUERIES).sort()) {
    if (file === 'query.ts') continue
    const exported = Object.entries<unknown>(await import(`../../${QUERIES}/${file}`))
    const text = compile({ file, source: readFileSync(`${QUERIES}/${file}`, 'utf8'), exported })
    if (text === undefined) continue
    const compiled = file.replace(/\.ts$/, '.gen.ts')
    files.write(`${STATEMENTS}/${compiled}`, text)
    written.push(compiled)
  }
  for (const file of readdirSync(STATEMENTS)) {
    if (!written.includes(file)) files.remove(`${STATEMENTS}/${file}`)
  }
}
