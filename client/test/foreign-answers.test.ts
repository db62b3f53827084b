import { describe, expect, it } from 'vitest'
import { documentedRoutes } from '../../test/contract/documented-routes.ts'
import { ORIGIN } from '../../test/support/origin.ts'
import { createClient, type FetchResponse, memoryStorage } from '../index.ts'
import { answer, codeOf } from './support/phone.ts'

/** As a captive portal sends them with each answer, to look like a service that has renewed the tokens. */
const HEADERS = { 'x-access-token': 'foreign', 'x-d1-bookmark': 'ffffffff' }
const STORED = JSON.stringify({ id: '1', token: 't', refreshToken: 'r' })

/** A client whose every call is answered so. */
async function openClient(response: FetchResponse) {
  const storage = memoryStorage()
  await storage.set(STORED)
  const sent: Record<string, string>[] = []
  const client: any = createClient({
    baseUrl: ORIGIN,
    storage,
    fetch: async (_, { headers }) => {
      sent.push(headers)
      return response
    },
  })
  return { client, storage, sent }
}

/** Operators' calls are those of another client. */
const isForOperators = ({ tags = [] }: { tags?: string[] }) => tags.includes('Admin')

const called = documentedRoutes.filter(
  ({ id, operation: { success, responses, raw } }) =>
    id !== 'refreshToken' &&
    !isForOperators(raw) &&
    (success === 204 || responses[success]?.content['application/json']),
)

describe.each(called)('$id', ({ id, operation: { success } }) => {
  it.each<[string, FetchResponse]>([
    ['nothing', answer(success === 204 ? 200 : 204, '', HEADERS)],
    ['another success', answer(206, { data: { _id: '1' } }, HEADERS)],
    ['JSON of somebody else', answer(success === 204 ? 200 : success, { success: true }, HEADERS)],
    ['data of somebody else', answer(success === 204 ? 200 : success, { data: { success: true } }, HEADERS)],
  ])('fails, and changes nothing, when the answer is %s', async (_, response) => {
    const { client, storage, sent } = await openClient(response)
    expect(await codeOf(client[id](id === 'setAvatar' ? new Uint8Array(1) : 'x', {}))).toBe('unexpected_answer')
    expect(await storage.get()).toBe(STORED)
    expect(await client.isSignedIn()).toBe(true)
    await client.getHealth().catch(() => {})
    expect(sent.at(-1)).not.toHaveProperty('x-d1-bookmark')
  })
})
