import { type OutputUnit, Validator } from '@cfworker/json-schema'
import type { Answer } from '../support/service.ts'
import { document, type Operation, type Schema } from './document.ts'

/** Headers of the transport, CORS and `secureHeaders`: the same on every answer, and not for clients to read. */
const COMMON_HEADERS = new Set([
  'access-control-allow-origin',
  'access-control-expose-headers',
  'content-length',
  'content-security-policy',
  'content-type',
  'strict-transport-security',
  'vary',
  'x-content-type-options',
  'x-frame-options',
])

/** Whatever an answer has that its operation's documentation does not allow, or has not and must; nothing if it is right. */
export function breaches(operation: Pick<Operation, 'id' | 'responses'>, { status, headers, body }: Answer): string[] {
  const documented = operation.responses[status]
  if (!documented) return [`${operation.id} does not document ${status}: ${JSON.stringify(body)}`]
  return [
    ...headerBreaches(documented.headers, headers),
    ...bodyBreaches(documented.content, headers, body),
    ...problemBreaches(documented.content, status, body),
  ]
}

function headerBreaches(documented: Operation['responses'][string]['headers'], headers: Headers): string[] {
  const expected = Object.entries(documented).flatMap(([name, { required, schema }]) => {
    const value = headers.get(name)
    if (value === null) return required ? [`header ${name} is missing`] : []
    return schemaBreaches(schema as Schema, value).map((breach) => `header ${name}: ${breach}`)
  })
  const unexpected = [...headers.keys()]
    .filter((name) => !COMMON_HEADERS.has(name) && !(name in documented))
    .map((name) => `header ${name} is not documented`)
  return [...expected, ...unexpected]
}

function bodyBreaches(documented: Operation['responses'][string]['content'], headers: Headers, body: unknown) {
  if (Object.keys(documented).length === 0) return body === '' ? [] : ['a body is not documented']
  const contentType = headers.get('content-type') ?? 'none'
  const media = documented[/^(.+); charset=utf-8$/.exec(contentType)?.[1] ?? '']
  return media ? schemaBreaches(media.schema as Schema, body) : [`content type ${contentType} is not documented`]
}

/** A problem's code is one of those that have an example there; the schema is the same for all problems. */
function problemBreaches(documented: Operation['responses'][string]['content'], status: number, body: any): string[] {
  const { examples } = documented['application/problem+json'] ?? {}
  if (!examples) return []
  return [
    ...(body.code in examples ? [] : [`code ${body.code} is not documented for ${status}`]),
    ...(body.status === status ? [] : [`status ${body.status} came as ${status}`]),
  ]
}

/** What a value breaks of a schema of the document. */
export function schemaBreaches(schema: Schema, value: unknown): string[] {
  const { schemas } = document.components ?? {}
  const { errors } = new Validator({ ...schema, components: { schemas } } as any, '2020-12', false).validate(value)
  return errors.map(({ instanceLocation, error }: OutputUnit) => `${instanceLocation} ${error}`)
}
