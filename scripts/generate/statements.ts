// npm run statements: compiles the queries of src/db/queries to src/db/statements.gen.ts, so that the Worker contains SQL
// and not the library that writes it. With --check it writes nothing and fails if the file is not what it would write.
import { readdirSync, readFileSync } from 'node:fs'
import * as schema from '../../src/db/schema.ts'
import { compile } from './statements/compile.ts'
import { writeOrCheck } from './write-or-check.ts'

const FOLDER = 'src/db/queries'

const files = readdirSync(FOLDER)
  .filter((file) => file !== 'query.ts')
  .sort()
const modules = await Promise.all(
  files.map(async (file) => ({
    file,
    source: readFileSync(`${FOLDER}/${file}`, 'utf8'),
    exported: Object.entries<unknown>(await import(`../../${FOLDER}/${file}`)),
  })),
)

writeOrCheck('src/db/statements.gen.ts', compile(modules, Object.values(schema)), 'npm run statements')
