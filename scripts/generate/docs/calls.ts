import type { OpenAPIV3_1 } from 'openapi-types'
import { Complaint } from '../complaint.ts'
import { operationsOf, resolve, type Schema } from '../openapi/schema.ts'
import type { RouteRecord } from './route-records.ts'
import { code, sentence, table } from './table.ts'

type Operation = OpenAPIV3_1.OperationObject

const HEAD = ['call', 'token', 'what is sent', 'success', 'what it does', 'round trips', 'limits']

/** Every call of the OpenAPI document: a table for each tag. Throws for a call of which the tests have no record. */
export function calls(
  { tags = [], components = {}, ...document }: OpenAPIV3_1.Document,
  records: RouteRecord[],
): string {
  const operations = operationsOf(document)
  const tables = tags.flatMap(({ name, description }) => {
    const tagged = operations.filter(({ operation }) => operation.tags?.includes(name))
    if (tagged.length === 0) return [] // the webhooks: those are calls that others answer
    const rows = tagged.map(({ path, method, operation }) => [
      code(`${method.toUpperCase()} ${path}`),
      (operation.security ?? []).length > 0 ? 'yes' : '',
      [...queryOf(operation), ...bodyOf(operation, components)].join('; '),
      successOf(operation),
      sentence(operation.summary ?? ''),
      ...costOf(`${method.toUpperCase()} ${path}`, records),
    ])
    const intro = description ? `${sentence(description)}\n\n` : ''
    return `### ${name}\n\n${intro}${table(HEAD, rows)}`
  })
  return tables.join('\n\n')
}

const queryOf = ({ parameters = [] }: Operation): string[] =>
  parameters.flatMap((parameter) => ('in' in parameter && parameter.in === 'query' ? code(`?${parameter.name}=`) : []))

/** The fields of a body; those that may be left out with a question mark. */
function bodyOf({ requestBody }: Operation, components: OpenAPIV3_1.ComponentsObject): string[] {
  const [media] = requestBody && 'content' in requestBody ? Object.values(requestBody.content) : []
  return media?.schema ? [fieldsOf(media.schema, components)] : []
}

function fieldsOf(schema: Schema, components: OpenAPIV3_1.ComponentsObject): string {
  const { anyOf, properties = {}, required = [] } = resolve(schema, components)
  if (anyOf) return anyOf.map((one) => fieldsOf(one, components)).join(', or ')
  return Object.keys(properties)
    .map((name) => code(name) + (required.includes(name) ? '' : '?'))
    .join(', ')
}

const successOf = ({ responses = {} }: Operation): string =>
  Object.keys(responses).find((status) => status.startsWith('2')) ?? ''

/** The round trips, and the limits that count the call, as ``LIMIT_GENERAL` by account`. */
function costOf(call: string, records: RouteRecord[]): string[] {
  const record = records.find(({ route }) => route.replaceAll(/:(\w+)/g, '{$1}') === call)
  if (!record)
    throw new Complaint(
      `${call} has no record in test/support/routes/, or for src/extensions in test/extensions/routes.ts`,
    )
  return [String(record.roundTrips), record.limits.map((limit) => limit.replace(/^\w+/, code)).join(', ')]
}
