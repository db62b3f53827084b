import type { OpenAPIV3_1 } from 'openapi-types'
import { Complaint } from '../complaint.ts'
import { componentOf, operationsOf, type Schema } from './schema.ts'

type Schemas = NonNullable<OpenAPIV3_1.ComponentsObject['schemas']>

/**
 * Makes every response `{"data": ...}` a component with a name that says what is in it. Generators of clients give an
 * inline schema a name of their own, such as Register201Response, and then use it for whatever else looks the same.
 */
export function nameResponses(document: OpenAPIV3_1.Document): void {
  const schemas: Schemas = {}
  for (const { operation } of operationsOf(document)) {
    for (const response of Object.values(operation.responses ?? {})) {
      const media = 'content' in response ? response.content?.['application/json'] : undefined
      if (media?.schema) media.schema = named(media.schema, schemas)
    }
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...schemas } }
}

/** Adds a schema to the components, and returns a reference to it. */
function named(schema: Schema, schemas: Schemas): Schema {
  const name = nameOf(schema)
  if (!name) return schema
  const known = schemas[name]
  if (known && JSON.stringify(known) !== JSON.stringify(schema))
    throw new Complaint(`two kinds of response are named ${name}`)
  schemas[name] = schema
  return { $ref: `#/components/schemas/${name}` }
}

/** `OwnProfileResponse` of one, `SessionList` of several, `ActivityPage` of several with more to come. */
function nameOf(schema: Schema): string | undefined {
  if ('$ref' in schema) return undefined
  const { data, nextCursor } = schema.properties ?? {}
  if (!data) return undefined
  if ('$ref' in data) return `${componentOf(data)}Response`
  const items = data.type === 'array' ? data.items : undefined
  if (!items || !('$ref' in items))
    throw new Complaint(`the response ${JSON.stringify(data)} has no name: make its schema a component`)
  return `${componentOf(items).replace(/Item$/, '')}${nextCursor ? 'Page' : 'List'}`
}
