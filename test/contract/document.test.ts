import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json'
import { nouns as ownNouns } from '../../src/extensions/index.ts'
import { VERSION } from '../../src/lib/version.ts'
import { ADMIN_NOUNS, ADMIN_TAG, folderOf, NOUNS } from '../../src/model/nouns.ts'
import { PROBLEMS, type ProblemCode } from '../../src/model/problem.ts'
import { schemaBreaches } from './breaches.ts'
import { type DocumentedResponse, document, follow, type Operation, operations, type Schema } from './document.ts'

const routeFiles = Object.keys(import.meta.glob(['/src/http/{api,admin}/*/*.ts', '!/src/http/*/*/schemas.ts']))

const { info, servers, tags = [], components = {} } = document

/** The operations of the service: how those of src/extensions are worded, and where they are, is the team's matter. */
const [houseOperations, hasOwn] = [operations.filter((operation) => !isOwn(operation)), operations.some(isOwn)]

/** Imperative, and no sentence. */
const TITLE =
  /^(Register|Log|Refresh|List|End|Get|Update|Change|Request|Reset|Send|Verify|Link|Unlink|Export|Delete|Check|Upgrade|Add|Confirm|Rename|Remove|Create|Enable|Disable|Retry|Restart)\b(?!.*\.$)/

describe('the document', () => {
  it('has the name and the version of the package', () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(info.title).toBe('Latchkey')
    expect(info.version).toBe(packageJson.version)
    expect(VERSION).toBe(packageJson.version)
  })

  it('names a server where it is read as a file: one of your own', () => {
    expect(servers).toEqual([
      {
        url: '{origin}',
        description: expect.any(String),
        variables: { origin: { default: 'http://localhost:3001', description: expect.any(String) } },
      },
    ])
  })

  it('has the words of the field: a response and an email, no answer and no mail', () => {
    const house = hasOwn ? houseOperations.map(({ raw }) => raw) : document
    const texts = everyObjectIn(house).flatMap(({ summary, description, message }) => [summary, description, message])
    const wrong = texts.filter((text) => /\banswer|\bmail/i.test(String(text).replaceAll('`mail_not_configured`', '')))
    expect(wrong).toEqual([])
  })

  it('refers to nothing that is not there', () => {
    const references = everyObjectIn(document).flatMap(({ $ref }) => ($ref === undefined ? [] : [String($ref)]))
    expect(references).not.toHaveLength(0)
    for (const $ref of references) expect(() => follow({ $ref })).not.toThrow()
  })

  it('holds no schema, header, parameter or example that nobody refers to', () => {
    const text = JSON.stringify(document)
    const names = (['schemas', 'headers', 'parameters', 'examples'] as const).flatMap((kind) =>
      Object.keys(components[kind] ?? {}).map((name) => `#/components/${kind}/${name}`),
    )
    expect(names.filter((name) => !text.includes(`"$ref":"${name}"`))).toEqual([])
  })

  it('gives an example of every problem that an operation can end with, as it is sent', () => {
    const examples = operations.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ content }) =>
        Object.entries(content['application/problem+json']?.examples ?? {}),
      ),
    )
    for (const [code, example] of examples) {
      const { value } = follow(example)
      expect(schemaBreaches({ $ref: '#/components/schemas/Problem' } as Schema, value)).toEqual([])
      const { status, message } = PROBLEMS[code as ProblemCode]
      expect(value).toMatchObject({ code, status, message })
    }
    const codes = new Set(examples.map(([code]) => code))
    const missing = Object.keys(PROBLEMS).filter((code) => !codes.has(code))
    // Of a page, of what is no operation, and of what other Workers call.
    expect(missing).toEqual(['cross_site_form', 'worker_unnamed', 'method_not_allowed', 'links_not_configured'])
  })

  it('names every problem of the catalogue, in its order', () => {
    expect((components.schemas?.ProblemCode as Schema | undefined)?.enum).toEqual(Object.keys(PROBLEMS))
  })

  it('knows both ways to send the token, and the key of a service', () => {
    expect(components.securitySchemes).toMatchObject({
      accessToken: { type: 'apiKey', in: 'header', name: 'x-access-token' },
      bearer: { type: 'http', scheme: 'bearer' },
      serviceKey: { type: 'http', scheme: 'bearer' },
    })
  })

  it('gives its operations names that make good methods, each its own', () => {
    const names = operations.map(({ id }) => id)
    for (const name of names) expect(name).toMatch(/^[a-z][a-zA-Z0-9]*$/)
    expect(new Set(names).size).toBe(names.length)
  })

  it('has a tag for each noun, for operators and for webhooks, and says what it is about', () => {
    const nouns = Object.entries(NOUNS).map(([name, description]) => ({ name, description }))
    const others = [ADMIN_TAG, 'Webhooks'].map((name) => ({ name, description: expect.any(String) }))
    const own = Object.entries(ownNouns).map(([name, description]) => ({ name, description }))
    expect(tags).toEqual([...nouns, ...others, ...own])
  })

  it('names each operation as its route names its file, in the folder of its tag', () => {
    const lost = houseOperations.filter(({ id, raw: { tags: [tag = ''] = [] } }) => {
      const folders = tag === ADMIN_TAG ? Object.keys(ADMIN_NOUNS) : [tag]
      const face = tag === ADMIN_TAG ? 'admin' : 'api'
      const files = folders.map((noun) => `/src/http/${face}/${folderOf(noun)}/${kebab(id)}.ts`)
      return !files.some((file) => routeFiles.includes(file))
    })
    expect(lost.map(({ id }) => id)).toEqual(['patchProfile']) // with updateProfile
  })

  it('has the calls of operators under /admin, with their tag, and no others', () => {
    for (const { id, route, raw } of operations) {
      expect([id, route.includes(' /admin/')]).toEqual([id, raw.tags?.includes(ADMIN_TAG)])
    }
  })
})

it.each(operations)('the document says what $id does, what it takes and whether it demands a token', describesCall)

describe.each(operations)('the document of $id', ({ responses }) => {
  const documented = Object.entries(responses)

  it('has examples of its responses and their headers, which fit', () => {
    for (const [status, response] of documented) hasExamples(status, response)
  })

  it('names the headers that go with each status', () => {
    for (const [status, { headers }] of documented) {
      expect(Object.keys(headers)).toEqual(expect.arrayContaining(['x-request-id', 'cache-control']))
      expect('www-authenticate' in headers, status).toBe(status === '401')
      expect('retry-after' in headers, status).toBe(['429', '503'].includes(status))
    }
  })

  it('has a problem for each way to fail, and says with which codes', () => {
    const failures = documented.filter(([status]) => Number(status) >= 400)
    expect(failures).not.toHaveLength(0)
    for (const [status, response] of failures) isProblem(Number(status), response)
  })
})

function describesCall({ raw, isAuthenticated, bodies, responses }: Operation): void {
  if (!isOwn({ raw })) isWordedWell(raw)
  expect(raw.tags).toHaveLength(1)
  expect(raw.security).toEqual(securityOf(raw, isAuthenticated))
  for (const parameter of raw.parameters ?? []) expect(follow(parameter).description).toMatch(/\S/)
  for (const { schema, example } of Object.values(bodies)) {
    if ((schema as Schema).format === 'binary') continue // no text shows a picture
    expect(example).toBeTypeOf('object')
    expect(schemaBreaches(schema as Schema, example)).toEqual([])
    // OpenAPI 3.1 deprecates a schema's `example`.
    for (const field of fieldsOf(schema)) expect(Object.keys(field)).not.toContain('example')
  }
  expect(Object.keys(responses).filter((status) => /^[123]/.test(status))).toHaveLength(1)
  expect(Object.keys(responses)).toEqual(expect.arrayContaining(['500', '503']))
}

function isWordedWell({ summary, description }: Operation['raw']): void {
  expect(summary).toMatch(TITLE)
  const sentences = description?.match(/[.](?= |$)/g) ?? []
  expect(sentences.length, description).toBeGreaterThanOrEqual(1)
  expect(sentences.length, description).toBeLessThanOrEqual(3)
}

function isOwn({ raw: { tags: [tag = ''] = [] } }: Pick<Operation, 'raw'>): boolean {
  return tag in ownNouns
}

function securityOf({ tags }: Operation['raw'], isAuthenticated: boolean) {
  if (!isAuthenticated) return []
  const byUser = [{ accessToken: [] }, { bearer: [] }]
  return tags?.includes(ADMIN_TAG) ? [...byUser, { serviceKey: [] }] : byUser
}

function hasExamples(status: string, { headers, content }: DocumentedResponse): void {
  expect(Object.keys(content).length > 0).toBe(status !== '204')
  for (const { schema, example, examples = {} } of Object.values(content)) {
    const values = example === undefined ? Object.values(examples).map((named) => follow(named).value) : [example]
    expect(values).not.toHaveLength(0)
    for (const value of values) expect(schemaBreaches(schema as Schema, value)).toEqual([])
    for (const field of fieldsOf(schema)) expect(Object.keys(field)).not.toContain('example')
  }
  for (const { description, schema, example } of Object.values(headers)) {
    expect(description).toMatch(/\S/)
    if (example !== undefined) expect(schemaBreaches(schema as Schema, example)).toEqual([])
  }
}

function isProblem(status: number, { description, content }: DocumentedResponse): void {
  expect(Object.keys(content)).toEqual(['application/problem+json'])
  for (const { schema, examples } of Object.values(content)) {
    expect(schema).toEqual({ $ref: '#/components/schemas/Problem' })
    const codes = Object.keys(examples ?? {}) as ProblemCode[]
    expect(codes).not.toHaveLength(0)
    for (const each of codes) {
      expect(PROBLEMS[each].status).toBe(status)
      expect(description).toContain(`\`${each}\`: ${PROBLEMS[each].message}`)
    }
  }
}

/** A schema and every schema inside it, references followed. */
function fieldsOf(reference: unknown): Schema[] {
  const schema = follow(reference) as Schema | undefined
  if (!schema) return []
  const { properties = {}, items, anyOf = [], allOf = [] } = schema
  return [schema, ...[...Object.values(properties), items, ...anyOf, ...allOf].flatMap(fieldsOf)]
}

const kebab = (id: string) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function everyObjectIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(everyObjectIn)]
}
