import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePatch } from '../../src/lib/merge-patch.ts'
import { call } from '../support/service.ts'
import { registerUser } from '../support/users.ts'
import { anyJson, anyText, RUNS, TIMEOUT_MS } from './arbitraries.ts'
import { expectProblem } from './failure-shape.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same text whatever the order of members is, which means nothing (RFC 8259 §1). */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!isObject(value)) return value
  const names = Object.keys(value).sort()
  return names.map((name) => [name, inOrder(value[name])])
}

const asSent = (value: object): Record<string, unknown> => JSON.parse(JSON.stringify(value))

const name = fc.oneof(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', ''), anyText)
const { patch } = fc.letrec<{ patch: Record<string, unknown>; member: unknown }>((tie) => ({
  patch: fc.dictionary(name, tie('member'), { maxKeys: 4, noNullPrototype: true }),
  member: fc.oneof({ maxDepth: 4 }, anyJson, fc.constant(null), tie('patch')),
}))

describe('metadata', () => {
  it('is what RFC 7396 makes of it, or refused whole', { timeout: TIMEOUT_MS }, async () => {
    const { token } = await registerUser()
    await fc.assert(
      fc.asyncProperty(fc.array(patch, { minLength: 1, maxLength: 3 }), async (patches) => {
        await call('/users/profile', { method: 'PUT', token, body: { metadata: null } })
        let expected: Record<string, unknown> = {}
        for (const metadata of patches) {
          const answer = await call('/users/profile', { method: 'PUT', token, body: { metadata } })
          if (answer.status !== 200) expectProblem(answer)
          else expected = mergePatch(expected, asSent(metadata))
          const { body } = await call('/users/profile', { token })
          expect(JSON.stringify(inOrder(body.data.metadata))).toBe(JSON.stringify(inOrder(expected)))
        }
      }),
      { numRuns: RUNS * 3 },
    )
  })

  it('is taken or refused, whatever it is', { timeout: TIMEOUT_MS }, async () => {
    const { token } = await registerUser()
    await fc.assert(
      fc.asyncProperty(anyJson, async (metadata) => {
        const answer = await call('/users/profile', { method: 'PUT', token, body: { metadata } })
        if (answer.status !== 200) expectProblem(answer)
      }),
      { numRuns: RUNS },
    )
  })
})
