import type { OpenAPIV3_1 } from 'openapi-types'
import { Complaint } from '../complaint.ts'
import { componentOf, type Schema } from '../openapi/schema.ts'

/** A schema as a TypeScript type. Throws for what it does not know, so that nothing becomes `unknown` unnoticed. */
export function typeOf(schema: Schema): string {
  if ('$ref' in schema) return componentOf(schema)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return `(${typeOf(schema.items)})[]`
    case 'object':
      return objectType(schema)
    default:
      throw new Complaint(`there is no type for ${JSON.stringify(schema)}`)
  }
}

function objectType({ properties, required = [] }: OpenAPIV3_1.SchemaObject): string {
  if (!properties) return 'Record<string, unknown>'
  const fields = Object.entries(properties).map(([name, field]) => {
    const mark = required.includes(name) ? '' : '?'
    const type = mark ? `${typeOf(field)} | undefined` : typeOf(field) // an app may pass on what it has not
    return `${comment(descriptionOf(field))}${name}${mark}: ${type}`
  })
  return `{\n${fields.join('\n')}\n}`
}

/** The description of a field: of its schema, or of the alternative to null. */
function descriptionOf(schema: Schema): string | undefined {
  if ('$ref' in schema) return undefined
  if (schema.format === 'date-time') return 'ISO 8601, UTC'
  return schema.description ?? schema.anyOf?.map(descriptionOf).find((description) => description !== undefined)
}

export const comment = (text: string | undefined): string => (text === undefined ? '' : `/** ${text} */\n`)
