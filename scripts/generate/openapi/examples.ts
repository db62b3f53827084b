import type { OpenAPIV3_1 } from 'openapi-types'
import { Complaint } from '../complaint.ts'
import { resolve, type Schema } from './schema.ts'

/**
 * An example of a whole body, made from the examples of its fields. Throws for a field that has none: people read the
 * document, too.
 */
export function exampleOf(reference: Schema, components: OpenAPIV3_1.ComponentsObject, at: string): unknown {
  const schema = resolve(reference, components)
  if (schema.examples) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.format === 'binary') return undefined // no text shows a picture
  const [alternative] = schema.anyOf ?? schema.oneOf ?? []
  if (alternative) return exampleOf(alternative, components, at)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [
          name,
          exampleOf(property, components, `${at}.${name}`),
        ]),
      )
    case 'array':
      return [exampleOf(schema.items, components, `${at}[]`)]
    case 'boolean':
      return true
    default:
      throw new Complaint(`${at} has no example: give its schema v.metadata({ examples: [...] })`)
  }
}
