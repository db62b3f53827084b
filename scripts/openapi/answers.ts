import type { OpenAPIV3_1 } from 'openapi-types'

type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject
type Schemas = NonNullable<OpenAPIV3_1.ComponentsObject['schemas']>

const VERBS = ['get', 'put', 'post', 'patch', 'delete'] as const

/**
 * Makes a component of every `{"data": ...}` that answers, named by what is in it. Generators of clients give an inline
 * schema a name of their own, such as Register201Response, and then use it for whatever else looks the same.
 */
export function nameAnswers(document: OpenAPIV3_1.Document): void {
  const schemas: Schemas = {}
  for (const item of Object.values(document.paths ?? {})) {
    for (const verb of VERBS) {
      for (const response of Object.values(item?.[verb]?.responses ?? {})) {
        const media = 'content' in response ? response.content?.['application/json'] : undefined
        if (media?.schema) media.schema = named(media.schema, schemas)
      }
    }
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...schemas } }
}

/** A reference to the schema, which is then among the components. */
function named(schema: Schema, schemas: Schemas): Schema {
  const name = nameOf(schema)
  if (!name) return schema
  const known = schemas[name]
  if (known && JSON.stringify(known) !== JSON.stringify(schema))
    throw new Error(`two kinds of answer are named ${name}`)
  schemas[name] = schema
  return { $ref: `#/components/schemas/${name}` }
}

/** `ProfileAnswer` of one, `SessionList` of several, `ActivityPage` of several with more to come. */
function nameOf(schema: Schema): string | undefined {
  if ('$ref' in schema) return undefined
  const { data, nextCursor } = schema.properties ?? {}
  if (!data) return undefined
  if ('$ref' in data) return `${componentOf(data.$ref)}Answer`
  const items = data.type === 'array' ? data.items : undefined
  if (!items || !('$ref' in items))
    throw new Error(`what answers as ${JSON.stringify(data)} has no name: give it a ref`)
  return `${componentOf(items.$ref).replace(/Item$/, '')}${nextCursor ? 'Page' : 'List'}`
}

const componentOf = (reference: string): string => reference.replace('#/components/schemas/', '')
