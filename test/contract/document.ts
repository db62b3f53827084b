import type { OpenAPIV3_1 } from 'openapi-types'
import json from '../../public/openapi.json'

export type Schema = OpenAPIV3_1.SchemaObject & Record<string, any>

/** An operation of the document, with its references followed except those between schemas. */
export interface Operation {
  id: string
  /** As Hono has it: `GET /users/profile/public/:userId`. */
  route: string
  method: string
  /** The status of its success. */
  success: number
  /** Whether it demands an access token. */
  isAuthenticated: boolean
  /** Content type → schema; empty for an operation without a body. */
  bodies: Record<string, OpenAPIV3_1.MediaTypeObject>
  responses: Record<string, DocumentedResponse>
  raw: OpenAPIV3_1.OperationObject
}

export interface DocumentedResponse {
  description: string
  /** By their names in lower case. */
  headers: Record<string, OpenAPIV3_1.HeaderObject>
  content: Record<string, OpenAPIV3_1.MediaTypeObject>
}

/** public/openapi.json: what clients are made from. */
export const document: OpenAPIV3_1.Document = json as any

export const operations: Operation[] = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, OpenAPIV3_1.OperationObject>).map(([method, operation]) => ({
    id: operation.operationId ?? '',
    route: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    method: method.toUpperCase(),
    success: Number(Object.keys(operation.responses ?? {}).find((status) => status.startsWith('2'))),
    isAuthenticated: (operation.security ?? []).length > 0,
    bodies: (operation.requestBody as OpenAPIV3_1.RequestBodyObject)?.content ?? {},
    responses: Object.fromEntries(
      Object.entries(operation.responses ?? {}).map(([status, response]) => [status, readResponse(response)]),
    ),
    raw: operation,
  })),
)

export const successOf = ({ success, responses }: Operation): DocumentedResponse | undefined => responses[success]

/** The operation with this id. Throws if there is none. */
export function operationOf(id: string): Operation {
  const operation = operations.find((candidate) => candidate.id === id)
  if (!operation) throw new Error(`there is no operation ${id}`)
  return operation
}

/**
 * What a path or a method that no operation has comes to. The document says it in words: a response that no operation
 * has would be a part of it that nothing refers to.
 */
export const unlisted: Pick<Operation, 'id' | 'responses'> = {
  id: 'any other path',
  responses: {
    404: failureWith('not_found'),
    405: failureWith('method_not_allowed', { allow: { required: true, schema: { type: 'string' } } }),
  },
}

function failureWith(code: string, headers: DocumentedResponse['headers'] = {}): DocumentedResponse {
  const schema = { $ref: '#/components/schemas/Problem' }
  return {
    description: code,
    headers: {
      'x-request-id': headerOf('x-request-id'),
      'cache-control': headerOf('NoStore'),
      'content-language': headerOf('Content-Language'),
      ...headers,
    },
    content: { 'application/problem+json': { schema, examples: { [code]: {} } } },
  }
}

function headerOf(name: string): OpenAPIV3_1.HeaderObject {
  return follow<OpenAPIV3_1.HeaderObject>({ $ref: `#/components/headers/${name}` })
}

/** The value itself where there may be a reference to it. Throws for one to nothing. */
export function follow<T>(value: T | OpenAPIV3_1.ReferenceObject): T {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value as T
  const target = value.$ref
    .slice('#/'.length)
    .split('/')
    .reduce((parent: any, key) => parent?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  if (target === undefined) throw new Error(`nothing at ${value.$ref}`)
  return follow(target)
}

function readResponse(reference: unknown): DocumentedResponse {
  const { description, headers = {}, content = {} } = follow<OpenAPIV3_1.ResponseObject>(reference as any)
  return {
    description,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, header]) => [name.toLowerCase(), follow<OpenAPIV3_1.HeaderObject>(header)]),
    ),
    content,
  }
}
