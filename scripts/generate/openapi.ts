import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { generateSpecs } from 'hono-openapi'
import { cacheable } from '../../src/http/middleware/cacheable.ts'
import { Complaint } from './complaint.ts'
import type { Files } from './files.ts'
import { documentation } from './openapi/document.ts'
import { completeOperations } from './openapi/operations.ts'
import { nameResponses } from './openapi/responses.ts'
import { describedRoutes } from './openapi/routes.ts'

const RULES = 'https://spec.openapis.org/oas/3.1/schema-base'

/**
 * Makes the OpenAPI document of the descriptions of the routes and the schemas that validate. Throws if it breaks a rule
 * of OpenAPI 3.1 or of JSON Schema.
 */
export async function generate(files: Files): Promise<void> {
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
  if (!verdict.valid) {
    const errors = (verdict.errors ?? []).map(
      ({ instanceLocation, keyword }) => `${instanceLocation} breaks ${keyword}`,
    )
    throw new Complaint(`the OpenAPI document is not valid:\n${errors.join('\n')}`)
  }
  files.write('public/openapi.json', text)
}
