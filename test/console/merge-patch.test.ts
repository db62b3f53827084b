import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergePatch } from '../../console/src/lib/merge-patch.ts'

type JsonObject = Record<string, unknown>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 7396 §2, word for word. */
function apply(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result: JsonObject = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = apply(result[name], value)
  }
  return result
}

/** Objects that a merge can make: those without null. */
const objects = fc.letrec<{ value: unknown; object: JsonObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()), tie('object')),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), { maxKeys: 3 }),
})).object

it('what the console sends for a changed object makes exactly that of the old one (RFC 7396)', () => {
  fc.assert(
    fc.property(objects, objects, (before, after) => {
      expect(apply(before, mergePatch(before, after))).toEqual(after)
    }),
  )
})

it('names nothing that has not changed', () => {
  expect(mergePatch({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 2, d: 4 } })).toEqual({ b: { d: 4 } })
  expect(mergePatch({ a: 1, b: 2 }, { a: 1 })).toEqual({ b: null })
})
