// npm run openapi: writes public/openapi.json from the descriptions of the routes and the schemas that validate.
// With --check it writes nothing and fails if the file is not what it would write. Both fail if the document breaks a
// rule of OpenAPI 3.1 or of JSON Schema.
import { readFileSync, writeFileSync } from 'node:fs'
import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { generateSpecs } from 'hono-openapi'
import { app } from '../src/app.ts'
import { cacheable } from '../src/middleware/cacheable.ts'
import { nameAnswers } from './openapi/answers.ts'
import { documentation } from './openapi/document.ts'
import { completeOperations } from './openapi/operations.ts'

const FILE = 'public/openapi.json'
const RULES = 'https://spec.openapis.org/oas/3.1/schema-base'

const cacheablePaths = app.routes.filter(({ handler }) => handler === cacheable).map(({ path }) => path)

const document = await generateSpecs(app, {
  documentation,
  excludeStaticFile: false,
  defaultValidationErrorResponse: false,
})
nameAnswers(document)
completeOperations(document, new Set(cacheablePaths))
const text = `${JSON.stringify(document, null, 2)}\n`

const verdict = await validate(RULES, JSON.parse(text), 'BASIC')
if (!verdict.valid) {
  for (const { instanceLocation, keyword } of verdict.errors ?? [])
    console.error(`${instanceLocation} breaks ${keyword}`)
  process.exitCode = 1
} else if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text)
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is not up to date: npm run openapi`)
  process.exitCode = 1
}
