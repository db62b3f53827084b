import type { OpenAPIV3_1 } from 'openapi-types'
import type { Calls } from '../../client/calls.ts'
import { ADMIN_TAG } from '../../src/model/nouns.ts'
import { methodOf, TOKENS } from './client-api/methods.ts'
import { comment, typeOf } from './client-api/types.ts'
import type { Files } from './files.ts'
import { formatted } from './format.ts'
import { operationsOf, type Schema } from './openapi/schema.ts'

const NOTE = '// Made from public/openapi.json by npm run generate. Change the routes and their schemas instead.'

/** Makes the types and the methods of the clients of the OpenAPI document: that of apps, and that of operators. */
export function generate(files: Files): void {
  const document: OpenAPIV3_1.Document = JSON.parse(files.read('public/openapi.json'))
  const { components = {} } = document
  const write = (file: string, text: string) => files.write(file, formatted(file, text))
  const methodsWhere = (isAdmin: boolean) =>
    operationsOf(document)
      .filter(({ operation }) => (operation.tags?.includes(ADMIN_TAG) ?? false) === isAdmin)
      .flatMap(({ path, method, operation }) => methodOf(path, method, operation, components) ?? [])
  const [forApps, forOperators] = [methodsWhere(false), methodsWhere(true)]
  const schemas = Object.entries(components.schemas ?? {})
  write('client/api.gen.ts', types(forApps, schemas, 'The operations of the API.'))
  write('client/operations.gen.ts', calls(forApps, WAYS, './calls.ts'))
  write('client/admin/api.gen.ts', types(forOperators, schemas, 'The operations of the admin API.'))
  write('client/admin/operations.gen.ts', calls(forOperators, ['authenticated'], '../calls.ts'))
}

/** The ways in which apps call. */
const WAYS: (keyof Calls)[] = [
  'anonymous',
  'authenticated',
  'ownProfile',
  'signsIn',
  'replacesSession',
  'signsOut',
  'deletesAccount',
]

type Methods = { signature: string; implementation: string }[]

function types(methods: Methods, schemas: Named[], title: string): string {
  const signatures = methods.map(({ signature }) => signature).join('\n\n')
  const uploads = /\bUploadable\b/.test(signatures)
    ? "import type { Uploadable, UploadOptions } from './upload.ts'\n"
    : ''
  return `${NOTE}
${uploads}
/** ${title} */
export interface Operations {
${signatures}
}

${namedIn(`${signatures} Problem`, schemas).map(printSchema).join('\n\n')}
`
}

const calls = (methods: Methods, ways: (keyof Calls)[], file: string): string => `${NOTE}
import type { Operations } from './api.gen.ts'
import type { Calls } from '${file}'

/** The operations, as calls. */
export const operations = ({ ${ways.join(', ')} }: ${ways === WAYS ? 'Calls' : `Pick<Calls, ${ways.map((way) => `'${way}'`).join(' | ')}>`}): Operations => ({
${methods.map(({ implementation }) => implementation).join(',\n')}
})

const data = async <T>(response: Promise<{ data: T }>): Promise<T> => (await response).data
`

type Named = [name: string, schema: Schema]

/** The components that a text with types names, and those that these name in turn. */
function namedIn(types: string, schemas: Named[]): Named[] {
  const found = schemas.filter(([name]) => new RegExp(`\\b${name}\\b`).test(types))
  const more = found.map(([, schema]) => typeOf(withoutTokens(schema))).join('\n')
  return types.includes(more) ? found : namedIn(`${types}\n${more}`, schemas)
}

function printSchema([name, schema]: Named): string {
  const type = typeOf(withoutTokens(schema))
  const description = 'description' in schema ? schema.description : undefined
  return `${comment(description)}export ${type.startsWith('{') ? `interface ${name}` : `type ${name} =`} ${type}`
}

function withoutTokens(schema: Schema): Schema {
  if ('$ref' in schema || !schema.properties?.refreshToken || !schema.properties.token) return schema
  const fields = Object.entries(schema.properties).filter(([name]) => !TOKENS.includes(name))
  return { ...schema, properties: Object.fromEntries(fields) }
}
