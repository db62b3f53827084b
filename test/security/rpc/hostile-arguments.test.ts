import { beforeEach, describe, expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { dump } from '../../support/rows.ts'
import { usersFor } from '../../support/rpc.ts'

// A Worker that was taken over, or loops, sends what is no argument, or 32 MiB of it, to make the service fail, stop, or do
// something else.

const TEXT = 'x'.repeat(16_385)
const POLLUTION = JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"isAdmin": true}}}')
const NO_TEXT = [undefined, null, 0, 5, true, {}, [], '', TEXT, 'a\0b', '\ud800', POLLUTION, new Date(), 1n]
const NO_LIST = [undefined, null, 'x', { length: 1 }, POLLUTION, Array.from({ length: 101 }, (_, n) => `${n}`), [TEXT]]

const deep = (): unknown => {
  let value: unknown = 'x'
  for (let level = 0; level < 1_000; level++) value = [value]
  return value
}

let user: Person
beforeEach(async () => {
  user = await newPerson()
})

const HOSTILE: [string, (id: string) => unknown[][]][] = [
  ['verify', () => NO_TEXT.map((token) => [token])],
  ['getUser', () => [...NO_TEXT, 'i'.repeat(129)].map((id) => [id])],
  ['getUsers', () => [...NO_LIST, [null], [['x']], deep()].map((ids) => [ids])],
  ['findByEmail', () => [...NO_TEXT, 'x', `${'a'.repeat(250)}@example.com`].map((email) => [email])],
  ['endSessions', () => NO_TEXT.map((id) => [id])],
  [
    'setRoles',
    (id) => [...NO_LIST, ['Admin'], ['a', 'a'], [''], 'admin', '["editor"]', deep()].map((roles) => [id, roles]),
  ],
  [
    'disable',
    (id) =>
      ['x', 5, null, [], new Map(), new Date(), { reason: 5 }, { reason: TEXT }, { until: 'soon' }, { until: 5 }].map(
        (options) => [id, options],
      ),
  ],
  ['enable', () => NO_TEXT.map((id) => [id])],
  [
    'issueLinkFor',
    (id) => ['', 'login', 'change_email', '__proto__', 'constructor', 5, null].map((purpose) => [id, purpose]),
  ],
]

describe('arguments that are none', () => {
  it.each(HOSTILE)('of %s are refused without the database', async (name, argsFor) => {
    const before = await dump()
    const { DB, trips } = countingD1()
    const users = usersFor(undefined, { DB, PUBLIC_URL: 'https://api.example.com' }) as Record<string, any>
    for (const args of argsFor(user._id)) {
      const { problem } = await users[name](...args)
      expect([args, problem?.code]).toEqual([args, 'invalid_request'])
      expect(JSON.stringify(problem).length).toBeLessThan(10_000)
    }
    expect(trips()).toBe(0)
    expect(await dump()).toEqual(before)
    expect({}).not.toHaveProperty('isAdmin')
  })

  it('of the largest size that RPC takes cost no more than looking at them', async () => {
    const users = usersFor()
    const huge = 'x'.repeat(30_000_000)
    const started = performance.now()
    for (const args of [[huge], [[huge]], [Array(1_000_000).fill('x')], [{ reason: huge }]])
      expect((await users.disable(...args)).problem.code).toBe('invalid_request')
    expect((await users.disable(user._id, { reason: huge })).problem.message).toBe('The arguments are too large.')
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
