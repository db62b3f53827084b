import { beforeEach, describe, expect, it } from 'vitest'
import { type Example, exampleOf } from '../support/routes/example.ts'
import type { Answer } from '../support/service.ts'
import { breaches, schemaBreaches } from './breaches.ts'
import { follow, type Operation, type Schema } from './document.ts'
import { type DocumentedRoute, documentedRoutes } from './documented-routes.ts'

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

const takesBody = ({ operation }: DocumentedRoute) => Object.keys(operation.bodies).length > 0
/** What takes a picture has tests of its own: test/api/profile/avatar.test.ts. */
const withBody = documentedRoutes.filter((route) => takesBody(route) && !route.operation.bodies['image/png'])
const withoutBody = documentedRoutes.filter((route) => !route.route.startsWith('GET ') && !takesBody(route))

let example: Example
let goodBody: Record<string, unknown>

/** Prepares the call that succeeds, so that each test can send it with another body. */
const prepare = (route: DocumentedRoute) => async () => {
  example = await exampleOf(route)
  goodBody = example.call.body ?? {}
}

const send = (text: string, contentType: string = JSON_TYPE): Promise<Answer> =>
  example.send({ body: text, headers: { 'content-type': contentType } })
const sendJson = (body: unknown) => send(JSON.stringify(body))
/** A form holds texts: what is no text is in it as JSON. */
const sendForm = (body: object) => {
  const fields = Object.entries(body).map(([name, value]) => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ])
  return send(new URLSearchParams(fields).toString(), FORM_TYPE)
}

const schemaOf = (operation: Operation) => follow(operation.bodies[JSON_TYPE]?.schema) as Schema
/** The schema, or of several that a body may fit the first: the one of the call that succeeds. */
const formOf = (operation: Operation) => follow(schemaOf(operation).anyOf?.[0] ?? schemaOf(operation)) as Schema
const propertiesOf = (operation: Operation) => Object.entries<Schema>(formOf(operation).properties ?? {})

describe.each(withBody)('the body of $id ($route)', (route) => {
  const { operation } = route
  const refuses = (answer: Answer, code: string, fields: string[] = []) => {
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.body.code).toBe(code)
    expect(wrongFields(answer)).toEqual([...fields].sort())
  }
  const succeeds = (answer: Answer) => {
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.status).toBe(route.success)
  }

  beforeEach(prepare(route))

  it('is documented as JSON and as a form, and the call that succeeds fits its schema', () => {
    expect(Object.keys(operation.bodies)).toEqual([JSON_TYPE, FORM_TYPE])
    expect(schemaBreaches(schemaOf(operation), goodBody)).toEqual([])
  })

  it('may be a form', async () => succeeds(await sendForm(goodBody)))

  it('may be the example of the document', async () => {
    const answer = await sendJson(operation.bodies[JSON_TYPE]?.example)
    expect(breaches(operation, answer)).toEqual([])
    expect(['invalid_request', 'malformed_body']).not.toContain(answer.body.code)
  })

  it('may hold what nobody asks for', async () => succeeds(await sendJson({ ...goodBody, role: 'admin', _id: '1' })))

  it('is demanded', async () => {
    const isDelete = route.route.startsWith('DELETE ')
    refuses(await example.send({ body: undefined }), isDelete ? 'body_missing' : 'unsupported_media_type')
    refuses(await send(''), isDelete ? 'body_missing' : 'malformed_body')
  })

  it('must be the JSON that it says it is', async () => {
    for (const text of ['{', '{"name":', "{'name':'Robin'}", 'name=Robin', '{"name":"Robin"}}', 'NaN', '\0']) {
      refuses(await send(text), 'malformed_body')
    }
  })

  it('must be of a type that the document names', async () => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/jsonp', 'text/json', '/', ';']) {
      refuses(await send(JSON.stringify(goodBody), type), 'unsupported_media_type')
    }
  })

  it('must not be larger than 16 KiB', async () => {
    const padded = { ...goodBody, padding: 'x'.repeat(16 * 1_024) }
    refuses(await sendJson(padded), 'body_too_large')
    refuses(await sendForm(padded), 'body_too_large')
  })

  it('must be an object', async () => {
    for (const text of ['null', '1', '"text"', 'true', '[]', '[{}]']) {
      const answer = await send(text)
      expect(breaches(operation, answer)).toEqual([])
      expect(answer.body.code, text).toBe('invalid_request')
    }
  })

  it('must have every field that is required, and the answer names all that are missing', async () => {
    const required: string[] = formOf(operation).required ?? []
    const answer = await sendJson({})
    if (required.length > 0) refuses(answer, 'invalid_request', required)
    else succeeds(answer)
  })

  it('must have texts in its fields, and the answer names all that are not', async () => {
    const fields = propertiesOf(operation).flatMap(([name, schema]) => (isNoText(schema) ? [] : [name]))
    for (const wrong of [{}, ['a'], { toString: 'a' }]) {
      const answer = await sendJson(Object.fromEntries(fields.map((name) => [name, wrong])))
      refuses(answer, 'invalid_request', fields)
    }
  })

  it.each(propertiesOf(operation))('must keep within what the document says of %s', async (name, schema) => {
    for (const value of valuesAround(schema).filter((value) => schemaBreaches(schema, value).length > 0)) {
      refuses(await sendJson({ ...goodBody, [name]: value }), 'invalid_request', [name])
    }
  })

  const optional = propertiesOf(operation).filter(([name]) => !formOf(operation).required?.includes(name))
  if (optional.length > 0) {
    it.each([null, ''])(
      'may have %j in every field that may be left out, and the document says so',
      async (nothing) => {
        const fields = optional.filter(([, schema]) => nothing === null || !isNoText(schema))
        expect(fields.flatMap(([, schema]) => schemaBreaches(schema, nothing))).toEqual([])
        succeeds(await sendJson({ ...Object.fromEntries(fields.map(([name]) => [name, nothing])), ...goodBody }))
      },
    )
  }
})

describe.each(withoutBody)('$id ($route), which takes no body', (route) => {
  const { operation } = route
  beforeEach(prepare(route))

  it('ignores one', async () => {
    const answer = await send('{"all":')
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.status).toBe(route.success)
  })

  it('refuses one larger than 16 KiB', async () => {
    const answer = await send('x'.repeat(16 * 1_024 + 1))
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.body.code).toBe('body_too_large')
  })
})

/** The names of the fields that an answer finds wrong, each once. */
function wrongFields({ body }: Answer): string[] {
  const errors: { path: string }[] = body.errors ?? []
  return [...new Set(errors.map(({ path }) => path))].sort()
}

/** Whether it is for a JSON object with members of any name, which a form cannot leave empty. */
const isNoText = (schema: Schema) =>
  [{ toString: 'a' }, ['a'], true].some((value) => schemaBreaches(schema, value).length === 0)

/** Values of every type, and texts just beyond the limits that a field's schema sets. */
function valuesAround(schema: Schema): unknown[] {
  const alternatives: Schema[] = schema.anyOf ?? [schema]
  const lengths = alternatives.flatMap(({ minLength = 0, maxLength }) => [
    ...(minLength > 0 ? [minLength - 1] : []),
    ...(maxLength ? [maxLength + 1] : []),
  ])
  const texts = lengths.flatMap((length) => ['x'.repeat(length), '\u{1F600}'.repeat(length)])
  return [...texts, 'x', '', null, 0, 1.5, true, [], {}]
}
