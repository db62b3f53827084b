import type { OpenAPIV3_1 } from 'openapi-types'
import { STATUS_PHRASES } from '../../../src/http/status-phrases.ts'
import { type FieldError, PROBLEMS, type ProblemCode } from '../../../src/model/problem.ts'

const CODES = Object.keys(PROBLEMS) as ProblemCode[]

/** The request id of every example. */
export const REQUEST_ID = 'b1946ac9-2b0e-4c9a-8f5d-1d0f3f6f2c11'

const text = { type: 'string' } as const

/** The schema of every failure, and of its parts: components, so that generated clients have one type for each. */
export const problemSchemas: Record<string, OpenAPIV3_1.SchemaObject> = {
  Problem: {
    type: 'object',
    description: 'A failure, as RFC 9457 has it. Switch on `code`; `message` is for people.',
    required: ['title', 'status', 'code', 'message', 'requestId'],
    properties: {
      title: { ...text, description: 'The phrase of the status' },
      status: { type: 'integer', description: 'The status of the answer' },
      code: { $ref: '#/components/schemas/ProblemCode' },
      message: { ...text, description: 'For people' },
      requestId: { ...text, description: 'Names this request in the log' },
      errors: {
        type: 'array',
        description: 'Each field that is wrong',
        items: { $ref: '#/components/schemas/FieldError' },
      },
    },
    additionalProperties: false,
  },
  ProblemCode: { ...text, enum: CODES, description: 'Never changes its meaning' },
  FieldError: {
    type: 'object',
    description: 'What is wrong with one field',
    required: ['path', 'message'],
    properties: {
      path: { ...text, description: 'The name of the field; empty for the body as a whole' },
      message: { ...text, description: 'For people' },
    },
    additionalProperties: false,
  },
}

/** An example of every problem, for the operations to refer to. */
export const problemExamples = Object.fromEntries(
  CODES.map((code) => [code, { summary: PROBLEMS[code].message, value: problemExample(code) }]),
)

/** A problem as it is answered; `wrong` is the field that an `invalid_request` names. */
function problemExample(code: ProblemCode, wrong: FieldError = { path: 'email', message: 'is required' }) {
  const { status, message } = PROBLEMS[code]
  return {
    title: STATUS_PHRASES[status],
    status,
    code,
    message,
    requestId: REQUEST_ID,
    ...(code === 'invalid_request' && { errors: [wrong] }),
  }
}

/** The content of an answer with one of these codes, which share a status. */
export const problemContent = (codes: ProblemCode[], wrong?: FieldError) => ({
  'application/problem+json': {
    // Only the reference: a separate schema for each set of codes would be a separate type in every client.
    schema: { $ref: '#/components/schemas/Problem' },
    examples: Object.fromEntries(
      codes.map((code) => [
        code,
        wrong && code === 'invalid_request'
          ? { summary: PROBLEMS[code].message, value: problemExample(code, wrong) }
          : { $ref: `#/components/examples/${code}` },
      ]),
    ),
  },
})

/** What each of the codes means, for a response's description. */
export const explain = (codes: ProblemCode[]): string =>
  codes.map((code) => `\`${code}\`: ${PROBLEMS[code].message}`).join('\n\n')
