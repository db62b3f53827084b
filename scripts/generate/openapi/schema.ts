import type { OpenAPIV3_1 } from 'openapi-types'
import { Complaint } from '../complaint.ts'

export type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const

/** Every operation of a document, with its path and its method. */
export const operationsOf = ({ paths = {} }: Pick<OpenAPIV3_1.Document, 'paths'>) =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method]
      return operation ? [{ path, method, operation }] : []
    }),
  )

/** The name of the component that a schema refers to. */
export const componentOf = ({ $ref }: OpenAPIV3_1.ReferenceObject): string => $ref.replace('#/components/schemas/', '')

/** Follows a reference to its schema. Throws if there is none. */
export function resolve(schema: Schema, components: OpenAPIV3_1.ComponentsObject): OpenAPIV3_1.SchemaObject {
  if (!('$ref' in schema)) return schema
  const component = components.schemas?.[componentOf(schema)]
  if (!component) throw new Complaint(`there is no schema ${schema.$ref}`)
  return resolve(component, components)
}
