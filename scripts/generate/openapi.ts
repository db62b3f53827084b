// npm run openapi: writes public/openapi.json from the descriptions of the routes and the schemas that validate.
// With --check it writes nothing and fails if the file is not what it would write. Both fail if the document breaks a
// rule of OpenAPI 3.1 or of JSON Schema.
import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { generateSpecs } from 'hono-openapi'
import { cacheable } from '../../src/http/middleware/cacheable.ts'
import { documentation } from './openapi/document.ts'
import { completeOperations } from './openapi/operations.ts'
import { nameResponses } from './openapi/responses.ts'
import { describedRoutes } from './openapi/routes.ts'
import { writeOrCheck } from './write-or-check.ts'

const RULES = 'https://spec.openapis.org/oas/3.1/schema-base'

const routes = await describedRoutes()
const cacheablePaths = routes.routes.filter(({ handler }) => handler === cacheable).map(({ path }) => path)

const document = await generateSpecs(routes, {
  documentation,
  excludeStaticFile: false,
  defaultValidationErrorResponse: false,
})
nameResponses(document)
completeOperations(document, new Set(cacheablePaths))
const text = `${JSON.stringify(document, null, 2)}\n`

const verdict = await validate(RULES, JSON.parse(text), 'BASIC')
if (verdict.valid) {
  writeOrCheck('public/openapi.json', text, 'npm run openapi')
} else {
  for (const { instanceLocation, keyword } of verdict.errors ?? [])
    console.error(`${instanceLocation} breaks ${keyword}`)
  process.exitCode = 1
}
