import { describe, expect, it } from 'vitest'
import { document, operations, type Schema } from '../../test/contract/document.ts'

// What generators of Swift and Kotlin clients make of the document: a method of each operation's id, a type of each
// component. A schema that is written inline becomes a type with a made-up name.

const { schemas = {} } = document.components ?? {}

const bodies = operations.flatMap(({ id, bodies, responses }) => [
  ...Object.entries(bodies).map(([type, { schema }]) => ({ where: `${id}: ${type}`, schema })),
  ...Object.entries(responses).flatMap(([status, { content }]) =>
    Object.entries(content).map(([type, { schema }]) => ({ where: `${id}: ${status} ${type}`, schema })),
  ),
])

/** A page, and the bytes of a picture. */
const HAS_NO_SCHEMA = /(text\/html|image\/\w+)$/

/** The objects, and the lists of values, that stand inside a schema without a name. */
function unnamed(schema: Schema | undefined, where: string): string[] {
  if (!schema || '$ref' in schema) return []
  return [
    ...((schema.type === 'object' && schema.properties) || schema.enum ? [where] : []), // without any, a map of every language
    ...Object.entries<Schema>(schema.properties ?? {}).flatMap(([name, field]) => unnamed(field, `${where}.${name}`)),
    ...[schema.items, ...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((part) =>
      unnamed(part as Schema | undefined, `${where}[]`),
    ),
  ]
}

describe('every type of a generated client has a good name', () => {
  it.each(bodies.filter(({ where }) => !HAS_NO_SCHEMA.test(where)))('$where is a named schema', ({ schema }) => {
    expect(schema).toEqual({ $ref: expect.stringMatching(/^#\/components\/schemas\//) })
  })

  it.each(Object.entries(schemas))('%s is one, and has no nameless one inside', (name, schema) => {
    expect(name).toMatch(/^[A-Z][a-zA-Z]+$/)
    const { properties = {}, items } = schema as Schema
    const inside = Object.entries<Schema>(properties).flatMap(([field, part]) => unnamed(part, `${name}.${field}`))
    expect([...inside, ...unnamed(items as Schema | undefined, `${name}[]`)]).toEqual([])
  })

  it('is its own: no two schemas are the same', () => {
    const texts = Map.groupBy(Object.entries(schemas), ([, schema]) => JSON.stringify(schema))
    const twins = [...texts.values()].filter((same) => same.length > 1).map((same) => same.map(([name]) => name))
    expect(twins).toEqual([])
  })

  it('names the values of parameters that have a few', () => {
    for (const { id, raw } of operations) {
      for (const parameter of raw.parameters ?? []) {
        if ('schema' in parameter) expect(unnamed(parameter.schema as Schema, `${id}: ${parameter.name}`)).toEqual([])
      }
    }
  })
})

describe('every method of a generated client has a good name', () => {
  const VERBS =
    /^(register|create|upgrade|log(in|out)|get|set|update|patch|refresh|list|end|link|unlink|change|forgot|reset|send|verify|export|delete|add|confirm|rename|remove|enable|disable|retry|restart)/

  it.each(operations.map(({ id }) => id))('%s begins with what it does', (id) => {
    expect(id, `${id} begins with no verb that VERBS has: if it does begin with one, add it there`).toMatch(VERBS)
    expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)*$/) // Swift and Kotlin write OpenId and Jwks, no URLs and IDs
  })

  it('differs from the others by more than its case', () => {
    expect(new Set(operations.map(({ id }) => id.toLowerCase())).size).toBe(operations.length)
  })
})
