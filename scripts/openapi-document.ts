import type { OpenAPIV3_1 } from 'openapi-types'
import packageJson from '../package.json' with { type: 'json' }
import { STATUS_CODES } from '../src/lib/status-codes.ts'
import { PROBLEMS, type ProblemCode } from '../src/problem.ts'

const text = { type: 'string' } as const

const problem: OpenAPIV3_1.SchemaObject = {
  type: 'object',
  description: 'A failure, as RFC 9457 has it. Switch on `code`; `message` is for people.',
  required: ['title', 'status', 'code', 'message', 'requestId'],
  properties: {
    title: { ...text, description: 'The phrase of the status' },
    status: { type: 'integer' },
    code: { ...text, enum: Object.keys(PROBLEMS) },
    message: text,
    requestId: { ...text, description: 'Names this request in the log' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: text, message: text },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
}

const headers: Record<string, OpenAPIV3_1.HeaderObject> = {
  'x-request-id': { schema: text, description: "The caller's own id of this request if it sent one, else a new one" },
  'x-d1-bookmark': { schema: text, description: 'Send it with the next call to read your own writes' },
  'x-access-token': {
    schema: text,
    description: 'A fresh access token, once the one that was sent is past half its life',
  },
  'WWW-Authenticate': { schema: text, description: 'RFC 6750 §3' },
  'Retry-After': { schema: text, description: 'Seconds to wait (RFC 9110 §10.2.3)' },
}

/** What no route says of itself. */
export const documentation = {
  info: {
    title: 'Latchkey',
    version: packageJson.version,
    description: packageJson.description,
    license: { name: 'MIT', identifier: 'MIT' },
  },
  tags: [
    { name: 'Users', description: 'Register, log in, keep a profile' },
    { name: 'Sessions', description: 'Stay logged in' },
    { name: 'Service', description: 'Keys and health' },
  ],
  components: {
    schemas: { Problem: problem },
    headers,
    parameters: {
      Bookmark: { name: 'x-d1-bookmark', in: 'header', schema: text, description: 'The one of the last answer' },
      RequestId: { name: 'x-request-id', in: 'header', schema: text, description: 'Kept in the answer and the log' },
    },
    securitySchemes: {
      accessToken: { type: 'apiKey', in: 'header', name: 'x-access-token', description: 'The access token, raw' },
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token' },
    },
  },
} satisfies Partial<OpenAPIV3_1.Document>

/** Any operation can fail in these ways. */
const COMMON_PROBLEMS: ProblemCode[] = ['internal_error', 'misconfigured', 'unavailable']

type Operation = OpenAPIV3_1.OperationObject<{ 'x-problems'?: ProblemCode[] }>

/** Writes out what the routes only name: a response for each status of their problems, and the common headers. */
export function completeDocument(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path ?? {}) as Operation[])
  for (const operation of operations) {
    const codes = [...(operation['x-problems'] ?? []), ...COMMON_PROBLEMS]
    delete operation['x-problems']
    const success = Object.entries(operation.responses ?? {}).map(([status, response]) => [
      status,
      {
        ...response,
        headers: headerRefs('x-request-id', 'x-d1-bookmark', ...(operation.security ? ['x-access-token'] : [])),
      },
    ])
    operation.responses = { ...Object.fromEntries(success), ...problemResponses([...new Set(codes)]) }
    operation.parameters = [
      ...(operation.parameters ?? []),
      { $ref: '#/components/parameters/Bookmark' },
      { $ref: '#/components/parameters/RequestId' },
    ]
  }
  return document
}

function problemResponses(codes: ProblemCode[]): OpenAPIV3_1.ResponsesObject {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status)
  return Object.fromEntries([...byStatus].map(([status, some]) => [status, problemResponse(status, some)]))
}

function problemResponse(status: number, codes: ProblemCode[]): OpenAPIV3_1.ResponseObject {
  const extra = status === 401 ? ['WWW-Authenticate'] : status === 503 ? ['Retry-After'] : []
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].message}`).join('\n\n'),
    headers: headerRefs('x-request-id', ...extra),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(codes.map((code) => [code, { value: problemExample(code) }])),
      },
    },
  }
}

function problemExample(code: ProblemCode) {
  const { status, message } = PROBLEMS[code]
  const errors = code === 'invalid_request' && { errors: [{ path: 'email', message: 'is required' }] }
  return { title: STATUS_CODES[status], status, code, message, requestId: 'b1946ac9-2b0e-4c9a-8f5d', ...errors }
}

const headerRefs = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
