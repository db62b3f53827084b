import type { OpenAPIV3_1 } from 'openapi-types'
import { pathParameters } from '../../../src/extensions/index.ts'
import { type FieldError, PROBLEMS, type ProblemCode } from '../../../src/model/problem.ts'
import { Complaint } from '../complaint.ts'
import { header, noStore } from './document.ts'
import { exampleOf } from './examples.ts'
import { explain, problemContent, problemExamples } from './problems.ts'
import { operationsOf, resolve, type Schema } from './schema.ts'

type Operation = OpenAPIV3_1.OperationObject<{ 'x-problems'?: ProblemCode[]; 'x-omits-bookmark'?: true }>
type Parameter = OpenAPIV3_1.ParameterObject | OpenAPIV3_1.ReferenceObject
type Content = Record<string, OpenAPIV3_1.MediaTypeObject>

/** Any operation can fail in these ways. */
const COMMON_PROBLEMS: ProblemCode[] = ['https_required', 'internal_error', 'misconfigured', 'unavailable']

/** What a parameter of a path stands for. */
interface PathParameter {
  description: string
  example: string
  schema?: OpenAPIV3_1.ReferenceObject
}

const PATH_PARAMETERS: Record<string, PathParameter> = {
  provider: {
    description: '`apple`, `google`, or a name of the setting `OIDC_PROVIDERS`',
    example: 'apple',
    schema: { $ref: '#/components/schemas/Provider' },
  },
  userId: { description: 'The `_id` of a user', example: '3q2-7wAAECAwQFBgcICQoL' },
  factorId: { description: '`_id` of a second factor', example: '3q2-7wAAECAwQFBgcICQoL' },
  sessionId: { description: 'The `_id` of a session', example: 'wjhhbVuaCaLwoqBZwrio8Q' },
  passkeyId: { description: 'The `_id` of a passkey', example: 'm3yQ0Vn8l9sJ2kq4cXr7Zw' },
  deliveryId: { description: 'The `_id` of a delivery', example: '1042.msg_3q2-7wAAECAwQFBgcICQoL' },
  ...pathParameters,
}

/**
 * Writes out what the routes only name or leave to the middleware: a response for each status of their problems,
 * headers, parameters and examples. `cacheable` are the paths whose responses are the same for everyone.
 */
export function completeOperations(document: OpenAPIV3_1.Document, cacheable: Set<string>): void {
  const components = document.components ?? {}
  for (const { path, method, operation } of operationsOf(document)) {
    completeOperation(operation, { method, isPersonal: !cacheable.has(path), components })
  }
  const { schemas = {}, ...others } = components
  document.components = { schemas, examples: problemExamples(document.paths), ...others }
}

interface Place {
  method: string
  /** Whether the response is about somebody, or read from the database. */
  isPersonal: boolean
  components: OpenAPIV3_1.ComponentsObject
}

function completeOperation(operation: Operation, { method, isPersonal, components }: Place): void {
  const id = operation.operationId ?? ''
  const codes = new Set(operation['x-problems'])
  if (method !== 'get') codes.add('body_too_large')
  if (operation.parameters?.some((parameter) => 'in' in parameter && parameter.in === 'query'))
    codes.add('invalid_request')
  for (const code of COMMON_PROBLEMS) codes.add(code)
  delete operation['x-problems']
  const hasBookmark = isPersonal && !operation['x-omits-bookmark']
  delete operation['x-omits-bookmark']

  operation.security ??= []
  operation.parameters = [
    ...(operation.parameters ?? []).map(describePathParameter).map((each) => nameValues(each, components)),
    ...(isPersonal ? [{ $ref: '#/components/parameters/Bookmark' }] : []),
    { $ref: '#/components/parameters/RequestId' },
  ]

  const isAuthenticated = operation.security.length > 0
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    if ('$ref' in response) continue
    response.headers = {
      ...header('x-request-id'),
      ...(hasBookmark && header('x-d1-bookmark')),
      ...(isPersonal ? noStore : header('Cache-Control', 'Cacheable')),
      ...(isAuthenticated && status !== '204' && header('x-access-token')),
      ...response.headers,
    }
    addExamples(response.content ?? {}, (schema) => exampleOf(schema, components, id))
  }

  const body = operation.requestBody && 'content' in operation.requestBody ? operation.requestBody.content : {}
  addExamples(body, (schema) => exampleOf(schema, components, id))

  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status)
  const failures = [...byStatus].map(([status, some]) => [
    status,
    {
      description: explain(some),
      headers: {
        ...header('x-request-id'),
        ...noStore,
        ...header('Content-Language'),
        ...(status === 401 && header('WWW-Authenticate')),
        ...((status === 429 || status === 503) && header('Retry-After')),
      },
      content: problemContent(some, wrongField(body, components) ?? wrongParameter(operation.parameters)),
    },
  ])
  operation.responses = { ...operation.responses, ...Object.fromEntries(failures) }
}

function describePathParameter(parameter: Parameter): Parameter {
  if ('$ref' in parameter || parameter.in !== 'path' || parameter.description) return parameter
  const known = PATH_PARAMETERS[parameter.name]
  if (!known)
    throw new Complaint(`neither PATH_PARAMETERS nor src/extensions/index.ts says what ${parameter.name} stands for`)
  return { ...parameter, ...known }
}

/** Gives the values of a parameter that has a few a type of their own, if its schema has a title: it is the name. */
function nameValues(parameter: Parameter, components: OpenAPIV3_1.ComponentsObject): Parameter {
  if ('$ref' in parameter || !parameter.schema || !('enum' in parameter.schema)) return parameter
  const { title, description, examples, ...schema } = parameter.schema as OpenAPIV3_1.BaseSchemaObject
  if (!title) return parameter
  components.schemas = { ...components.schemas, [title]: components.schemas?.[title] ?? schema }
  return {
    ...parameter,
    ...(description && { description }),
    ...(examples && { example: examples[0] }),
    schema: { $ref: `#/components/schemas/${title}` },
  }
}

function addExamples(content: Content, make: (schema: Schema) => unknown): void {
  for (const media of Object.values(content)) {
    if (media.schema && !media.examples) media.example ??= make(media.schema)
  }
}

/** An example of what `invalid_request` says about a body: its first field, or that of its first form. */
function wrongField(content: Content, components: OpenAPIV3_1.ComponentsObject): FieldError | undefined {
  const [media] = Object.values(content)
  const body = media?.schema && resolve(media.schema, components)
  const schema = body?.anyOf?.[0] ? resolve(body.anyOf[0], components) : body
  const [path] = Object.keys(schema?.properties ?? {})
  return path ? { path, message: schema?.required?.includes(path) ? 'is required' : 'must be text' } : undefined
}

/** The same about a query: its first parameter. */
function wrongParameter(parameters: Parameter[] = []): FieldError | undefined {
  const found = parameters.find((parameter) => 'in' in parameter && parameter.in === 'query')
  return found && 'name' in found ? { path: found.name, message: 'is not valid' } : undefined
}
