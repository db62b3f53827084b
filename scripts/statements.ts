// npm run statements: compiles the queries of src/db/queries to src/db/statements.ts, so that the Worker carries SQL and
// not what writes it. With --check it writes nothing and fails if the file is not what it would write.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as schema from '../src/db/schema.ts'
import { compile } from './statements/compile.ts'

const FOLDER = 'src/db/queries'
const FILE = 'src/db/statements.ts'

const files = readdirSync(FOLDER)
  .filter((file) => file !== 'query.ts')
  .sort()
const modules = await Promise.all(
  files.map(async (file) => ({
    file,
    source: readFileSync(`${FOLDER}/${file}`, 'utf8'),
    exported: Object.entries<unknown>(await import(`../${FOLDER}/${file}`)),
  })),
)
const text = compile(modules, Object.values(schema))

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text)
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is not up to date: npm run statements`)
  process.exitCode = 1
}
