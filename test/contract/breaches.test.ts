import { describe, expect, it } from 'vitest'
import { exampleOf } from '../support/routes/example.ts'
import { call } from '../support/service.ts'
import { breaches } from './breaches.ts'
import { operationOf, successOf } from './document.ts'
import { type DocumentedRoute, documentedRoute, documentedRoutes } from './documented-routes.ts'

const succeed = async (route: DocumentedRoute) => (await exampleOf(route)).send()

describe('the comparison with the document', () => {
  // The OpenAPI document has no schema here: scripts/generate/openapi.ts holds it to the one that OpenAPI publishes.
  const withBody = documentedRoutes.filter(({ operation }) => successOf(operation)?.content['application/json'])
  const closed = withBody.filter(({ id }) => id !== 'getOpenapiDocument')

  it.each(closed)('finds a field too many, wherever it stands in the answer of $id', async (route) => {
    const { operation } = route
    const answer = await succeed(route)
    const leaks = objectsIn(answer.body).map((leaking) => {
      leaking.passwordHash = '$pbkdf2-chain-sha256$'
      const found = breaches(operation, answer)
      delete leaking.passwordHash
      return found
    })
    expect(leaks).not.toHaveLength(0)
    expect(leaks).not.toContainEqual([])
    expect(breaches(operation, answer)).toEqual([])
  })

  const profile = operationOf('getProfile')

  it('finds a field that is missing', async () => {
    const answer = await succeed(documentedRoute('getProfile'))
    delete answer.body.data.name
    expect(breaches(profile, answer)).not.toEqual([])
  })

  it('finds a field of another type', async () => {
    const answer = await succeed(documentedRoute('getProfile'))
    answer.body.data.createdAt = 1_764_000_000
    expect(breaches(profile, answer)).not.toEqual([])
  })

  it('finds a status that is not documented', async () => {
    const answer = await succeed(documentedRoute('getProfile'))
    expect(breaches(profile, { ...answer, status: 201 })).toEqual([expect.stringContaining('does not document 201')])
  })

  it('finds a code that is not documented', async () => {
    const answer = await call('/users/profile')
    expect(breaches(profile, answer)).toEqual([])
    answer.body.code = 'refresh_reused'
    expect(breaches(profile, answer)).not.toEqual([])
  })

  it.each<[string, (headers: Headers) => void]>([
    ['missing', (headers) => headers.delete('x-request-id')],
    ['wrong', (headers) => headers.set('cache-control', 'public')],
    ['not documented', (headers) => headers.set('x-powered-by', 'a secret')],
  ])('finds a header that is %s', async (_, change) => {
    const answer = await succeed(documentedRoute('getProfile'))
    change(answer.headers)
    expect(breaches(profile, answer)).not.toEqual([])
  })
})

/** Members that may have members of any name. */
const FREE = ['metadata', 'appMetadata', 'extensions']

/** Every object in a value, itself included, but for those that may have anything. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const closed = Object.entries(value).filter(([name]) => !FREE.includes(name))
  const inside = closed.flatMap(([, member]) => objectsIn(member))
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside]
}
