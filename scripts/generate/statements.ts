// Compiles the queries of src/db/queries to src/db/statements, so that the Worker contains SQL and not the library that
// writes it. With --check it writes nothing and fails if a file is not what it would write.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import * as schema from '../../src/db/schema.ts'
import { checkColumns, compile } from './statements/compile.ts'
import { writeOrCheck } from './write-or-check.ts'

const QUERIES = 'src/db/queries'
const STATEMENTS = 'src/db/statements'

checkColumns(Object.values(schema))
const modules = readdirSync(QUERIES).filter((file) => file !== 'query.ts')
const written = await Promise.all(modules.map(compileModule))
const stale = readdirSync(STATEMENTS).filter((file) => !written.includes(file))
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`${stale.join(', ')} in ${STATEMENTS}: no query is there any more. npm run generate`)
  process.exitCode = 1
} else {
  for (const file of stale) rmSync(`${STATEMENTS}/${file}`)
}

/** Returns the name of the file that it has written or compared, if the module holds queries. */
async function compileModule(file: string): Promise<string | undefined> {
  const exported = Object.entries<unknown>(await import(`../../${QUERIES}/${file}`))
  const text = compile({ file, source: readFileSync(`${QUERIES}/${file}`, 'utf8'), exported })
  if (text === undefined) return undefined
  const compiled = file.replace(/\.ts$/, '.gen.ts')
  writeOrCheck(`${STATEMENTS}/${compiled}`, text, 'npm run generate')
  return compiled
}
