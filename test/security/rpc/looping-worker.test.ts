import { expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { newPerson } from '../../support/person.ts'
import { usersFor } from '../../support/rpc.ts'

// A Worker that loops, or was taken over, calls as fast as it can: for one session, or about users.

/** A limit that is reached, for these keys. */
const spent = (keys: string[], seen: string[] = []) => ({
  async limit({ key }: { key: string }) {
    seen.push(key)
    return { success: !keys.some((prefix) => key.startsWith(prefix)) }
  },
})

it('verify is counted by session, and spends nothing of what the session may call itself', async () => {
  const { token, service } = await newPerson()
  const seen: string[] = []
  const { DB, trips } = countingD1()
  const users = usersFor({}, { DB, LIMIT_GENERAL: spent(['worker '], seen) })
  const { problem } = await users.verify(token)
  expect(problem).toMatchObject({ code: 'rate_limited', status: 429, retryAfterSeconds: 60 })
  expect(trips()).toBe(0)
  expect(seen).toHaveLength(1)
  expect((await service('/users/profile', { token })).status).toBe(200)
})

it('calls about users are counted by the name of the Worker, before what they give is looked at', async () => {
  const { DB, trips } = countingD1()
  const seen: string[] = []
  const limited = { DB, LIMIT_GENERAL: spent(['worker billing'], seen) }
  for (const name of ['getUser', 'findByEmail', 'endSessions', 'issueLinkFor'] as const)
    expect((await usersFor(undefined, limited)[name](5)).problem.code).toBe('rate_limited')
  expect(trips()).toBe(0)
  expect((await usersFor({ name: 'web', scopes: ['read'] }, limited).getUser('x')).problem.code).toBe('user_not_found')
  expect(new Set(seen)).toEqual(new Set(['worker billing', 'worker web']))
})

it('links are counted by themselves, more narrowly', async () => {
  const { _id } = await newPerson()
  const limited = { PUBLIC_URL: 'https://api.example.com', LIMIT_ADDRESS: spent(['links billing']) }
  expect((await usersFor(undefined, limited).issueLinkFor(_id, 'reset_password')).problem.code).toBe('rate_limited')
  expect((await usersFor(undefined, limited).getUser(_id)).data._id).toBe(_id)
})
