import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { toJsonSchema } from '@valibot/to-json-schema'
import type { OpenAPIV3_1 } from 'openapi-types'
import type { GenericSchema } from 'valibot'
import packageJson from '../../package.json' with { type: 'json' }
import { ANSWERS, factor, failure, identity } from '../../src/supabase/answers.ts'
import { CALLS, type Call } from '../../src/supabase/calls.ts'
import { Complaint } from './complaint.ts'
import type { Files } from './files.ts'

const RULES = 'https://spec.openapis.org/oas/3.1/schema-base'

const SECURITY = { none: [], user: [{ user: [] }], service: [{ service: [] }] }

const componentName = (name: string): string =>
  name.replace(/(^|\s)(\w)/g, (_, __, letter: string) => letter.toUpperCase())

/** Every answer by its name; one that is part of another is referred to. */
const COMPONENTS: Record<string, GenericSchema> = Object.fromEntries(
  Object.entries({ ...ANSWERS, identity, mfaFactor: factor, failure }).flatMap(([name, schema]) =>
    schema ? [[componentName(name), schema]] : [],
  ),
)

/** Makes the OpenAPI document of /auth/v1. Throws if it breaks a rule of OpenAPI 3.1. */
export async function generate(files: Files): Promise<void> {
  const document: OpenAPIV3_1.Document = {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey, as Supabase Auth',
      version: packageJson.version,
      summary: 'What the SDKs of Supabase call',
      description:
        'Each call takes the header `apikey`, of which only the SDKs have a use. Failures have one form; switch on `error_code`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '{origin}/auth/v1', variables: { origin: { default: 'http://localhost:3001' } } }],
    paths: paths(),
    components: {
      schemas: Object.fromEntries(Object.entries(COMPONENTS).map(([name, schema]) => [name, toComponent(schema)])),
      securitySchemes: {
        user: { type: 'http', scheme: 'bearer', description: 'An access token' },
        service: { type: 'http', scheme: 'bearer', description: 'A service key' },
      },
    },
  }
  const text = `${JSON.stringify(document, null, 2)}\n`
  const verdict = await validate(RULES, JSON.parse(text), 'BASIC')
  if (!verdict.valid) {
    const errors = (verdict.errors ?? []).map(
      ({ instanceLocation, keyword }) => `${instanceLocation} breaks ${keyword}`,
    )
    throw new Complaint(`the OpenAPI document of /auth/v1 is not valid:\n${errors.join('\n')}`)
  }
  files.write('public/supabase.json', text)
}

/** Calls that share a path and a method are one operation: a member of the query chooses. */
function paths(): OpenAPIV3_1.PathsObject {
  const made: Record<string, Record<string, OpenAPIV3_1.OperationObject>> = {}
  for (const [target, calls] of Map.groupBy(CALLS, ({ wire }) => wire.split('?')[0] ?? wire)) {
    const [method = '', path = ''] = target.split(' ')
    const item = made[path.replace(/:(\w+)/g, '{$1}')] ?? {}
    item[method.toLowerCase()] = operation(path, calls)
    made[path.replace(/:(\w+)/g, '{$1}')] = item
  }
  return made
}

function operation(path: string, calls: readonly Call[]): OpenAPIV3_1.OperationObject {
  const inputs = calls.flatMap(({ input }) => (input ? [jsonSchema(input)] : []))
  const [first] = calls
  if (!first) throw new Error('a group has a member')
  return {
    operationId: operationId(first),
    summary: calls.map(({ summary }) => summary).join('. '),
    description: `In supabase-js: ${calls.map(({ sdk }) => `\`${sdk}\``).join(', ')}.`,
    security: SECURITY[first.bearer],
    parameters: [...pathParameters(path), ...queryParameters(calls)],
    ...(inputs.length > 0 && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: inputs.length > 1 ? { anyOf: inputs } : (inputs[0] ?? {}) } },
      },
    }),
    responses: { ...successes(calls), default: response('Any failure', 'failure') },
  }
}

const operationId = ({ wire }: Call): string =>
  (wire.split('?')[0] ?? wire)
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean)
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')

const pathParameters = (path: string): OpenAPIV3_1.ParameterObject[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))

function queryParameters(calls: readonly Call[]): OpenAPIV3_1.ParameterObject[] {
  const values = calls.flatMap(({ wire }) => [...new URLSearchParams(wire.split('?')[1] ?? '')])
  return [...Map.groupBy(values, ([name]) => name)].map(([name, pairs]) => {
    const known = pairs.map(([, value]) => value).filter(Boolean)
    return {
      name,
      in: 'query',
      required: known.length > 0,
      schema: { type: 'string', ...(known.length > 0 && { enum: known }) },
    }
  })
}

const successes = (calls: readonly Call[]): OpenAPIV3_1.ResponsesObject =>
  Object.fromEntries(
    [...Map.groupBy(calls, ({ answer }) => (answer === 'nothing' ? '204' : '200'))].map(([status, alike]) => [
      status,
      status === '204' ? { description: 'Done' } : response('Done', alike[0]?.answer ?? 'empty'),
    ]),
  )

const response = (description: string, name: string): OpenAPIV3_1.ResponseObject => ({
  description,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${componentName(name)}` } } },
})

/** The schema itself: in `jsonSchema` it would be a reference to the component that it is. */
function toComponent(schema: GenericSchema): OpenAPIV3_1.SchemaObject {
  const { [nameOf(schema)]: _, ...others } = COMPONENTS
  return jsonSchema(schema, others)
}

const nameOf = (schema: GenericSchema): string =>
  Object.entries(COMPONENTS).find(([, component]) => component === schema)?.[0] ?? ''

/** What is transformed on its way in is described as it is sent. */
function jsonSchema(schema: GenericSchema, definitions = COMPONENTS): OpenAPIV3_1.SchemaObject {
  const {
    $schema: _,
    $defs: __,
    ...made
  } = toJsonSchema(schema, {
    typeMode: 'input',
    errorMode: 'ignore',
    definitions,
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  })
  return made as OpenAPIV3_1.SchemaObject
}
