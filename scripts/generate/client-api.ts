// Writes the types and the methods of the client, client/api.gen.ts and operations.ts, from public/openapi.json: the
// second half of npm run openapi. With --check it writes nothing and fails if the files are not what it would write.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenAPIV3_1 } from 'openapi-types'
import { methodOf } from './client-api/methods.ts'
import { comment, typeOf } from './client-api/types.ts'
import { operationsOf, type Schema } from './openapi/schema.ts'
import { writeOrCheck } from './write-or-check.ts'

const BIOME = join(import.meta.dirname, '../../node_modules/@biomejs/biome/bin/biome')
/** The response to a sign-in has these; the client keeps them to itself. */
const TOKENS = ['token', 'refreshToken']
const NOTE = '// Made from public/openapi.json by npm run openapi. Change the routes and their schemas instead.'

const document: OpenAPIV3_1.Document = JSON.parse(readFileSync('public/openapi.json', 'utf8'))
const { components = {} } = document
const schemas = Object.entries(components.schemas ?? {})

const methods = operationsOf(document).flatMap(
  ({ path, method, operation }) => methodOf(path, method, operation, components) ?? [],
)
const signatures = methods.map(({ signature }) => signature).join('\n\n')

write(
  'client/api.gen.ts',
  `${NOTE}

/** The operations of the API. */
export interface Operations {
${signatures}
}

${namedIn(`${signatures} Problem`).map(printSchema).join('\n\n')}
`,
)

write(
  'client/operations.gen.ts',
  `${NOTE}
import type { Operations } from './api.gen.ts'
import type { Calls } from './calls.ts'

/** The operations, as calls. */
export const operations = ({ anonymous, authenticated, signsIn, replacesSession, signsOut }: Calls): Operations => ({
${methods.map(({ implementation }) => implementation).join(',\n')}
})

const data = async <T>(response: Promise<{ data: T }>): Promise<T> => (await response).data
`,
)

type Named = [name: string, schema: Schema]

/** The components that a text with types names, and those that these name in turn. */
function namedIn(types: string): Named[] {
  const found = schemas.filter(([name]) => new RegExp(`\\b${name}\\b`).test(types))
  const more = found.map(([, schema]) => typeOf(withoutTokens(schema))).join('\n')
  return types.includes(more) ? found : namedIn(`${types}\n${more}`)
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

function write(file: string, text: string): void {
  const input = { input: text, encoding: 'utf8' } as const
  const code = execFileSync(process.execPath, [BIOME, 'format', `--stdin-file-path=${file.replace('.gen', '')}`], input)
  writeOrCheck(file, code, 'npm run openapi')
}
