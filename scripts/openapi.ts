// npm run openapi: writes public/openapi.json from the descriptions of the routes and the schemas that validate.
// With --check it writes nothing and fails if the file is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs'
import { generateSpecs } from 'hono-openapi'
import { app } from '../src/app.ts'
import { completeDocument, documentation } from './openapi-document.ts'

const FILE = 'public/openapi.json'

const document = completeDocument(await generateSpecs(app, { documentation, excludeStaticFile: false }))
const text = `${JSON.stringify(document, null, 2)}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text)
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is not up to date: npm run openapi`)
  process.exitCode = 1
}
