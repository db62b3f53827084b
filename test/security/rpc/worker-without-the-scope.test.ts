import { beforeEach, describe, expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { dump } from '../../support/rows.ts'
import { usersFor } from '../../support/rpc.ts'

// A Worker that may read is taken over, and used to change users; or one that may change them, for the links to all accounts.

const NEEDED: Record<string, 'read' | 'write' | 'links'> = {
  getUser: 'read',
  getUsers: 'read',
  findByEmail: 'read',
  endSessions: 'write',
  setRoles: 'write',
  disable: 'write',
  enable: 'write',
  issueLinkFor: 'links',
}

const HAS: [unknown, string[]][] = [
  [undefined, []],
  [[], []],
  ['read', []],
  [{ 0: 'write', includes: true }, []],
  [['READ', 'admin', '*', 'read+write', ''], []],
  [['read'], ['read']],
  [['write'], ['read', 'write']], // who changes a user is shown them
  [
    ['read', 'write'],
    ['read', 'write'],
  ],
  [['links'], ['links']],
]

let user: Person
beforeEach(async () => {
  user = await newPerson()
})

describe('a Worker', () => {
  it.each(HAS)('with the scopes %j may do what these say, and nothing else', async (scopes, allowed) => {
    const before = await dump()
    const { DB, trips } = countingD1()
    const users = usersFor({ name: 'billing', ...(scopes !== undefined && { scopes }) }, { DB }) as Record<string, any>
    for (const [name, scope] of Object.entries(NEEDED)) {
      const { problem } = await users[name]() // without arguments nothing is done that is allowed, either
      const expected = allowed.includes(scope) ? ['invalid_request', 400] : ['scope_missing', 403]
      expect([name, problem.code, problem.status]).toEqual([name, ...expected])
    }
    expect(trips()).toBe(0)
    expect(await dump()).toEqual(before)
    expect(user.token).not.toBe('')
  })
})
