import { isDeepStrictEqual } from 'node:util'
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
      status: { type: 'integer', description: 'The status of the response' },
      code: { $ref: '#/components/schemas/ProblemCode' },
      message: { ...text, description: 'For people' },
      requestId: { ...text, description: 'Names this request in the log' },
      errors: {
        type: 'array',
        description: 'Each field that is wrong',
        items: { $ref: '#/components/schemas/FieldError' },
      },
      challenge: { ...text, description: 'Of `second_factor_required` at a login: what the second factor goes with' },
      factors: {
        type: 'array',
        description: 'Beside a challenge: what may go with it',
        items: { $ref: '#/components/schemas/PossibleFactor' },
      },
      recoveryCodesLeft: { type: 'integer', description: 'Beside a challenge: how many recovery codes are left' },
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

/** The examples of problems that the operations refer to. */
export function problemExamples(paths: OpenAPIV3_1.PathsObject = {}): Record<string, OpenAPIV3_1.ExampleObject> {
  const text = JSON.stringify(paths)
  const used = CODES.filter((code) => text.includes(JSON.stringify(referenceTo(code))))
  return Object.fromEntries(used.map((code) => [code, problemExample(code)]))
}

const referenceTo = (code: ProblemCode): OpenAPIV3_1.ReferenceObject => ({ $ref: `#/components/examples/${code}` })

/** What an `invalid_request` names in the example that operations share. */
const EMAIL_MISSING: FieldError = { path: 'email', message: 'is required' }

/** A problem as it is sent; `wrong` is the field that an `invalid_request` names. */
function problemExample(code: ProblemCode, wrong: FieldError = EMAIL_MISSING): OpenAPIV3_1.ExampleObject {
  const { status, message } = PROBLEMS[code]
  const problem = { title: STATUS_PHRASES[status], status, code, message, requestId: REQUEST_ID }
  return { summary: message, value: { ...problem, ...(code === 'invalid_request' && { errors: [wrong] }) } }
}

/** The content of a response with one of these codes, which share a status; `wrong` as above. */
export const problemContent = (codes: ProblemCode[], wrong = EMAIL_MISSING) => ({
  'application/problem+json': {
    // Only the reference: a separate schema for each set of codes would be a separate type in every client.
    schema: { $ref: '#/components/schemas/Problem' },
    examples: Object.fromEntries(
      codes.map((code) => [
        code,
        code === 'invalid_request' && !isDeepStrictEqual(wrong, EMAIL_MISSING)
          ? problemExample(code, wrong)
          : referenceTo(code),
      ]),
    ),
  },
})

/** What each of the codes means, for a response's description. */
export const explain = (codes: ProblemCode[]): string =>
  codes.map((code) => `\`${code}\`: ${PROBLEMS[code].message}`).join('\n\n')
