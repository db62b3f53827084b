import { beforeEach, describe, expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { dump } from '../../support/rows.ts'
import { type Props, usersFor } from '../../support/rpc.ts'

// A Worker whose binding has no name could read and change users, and the record would not say who it was.

const CALLS: Record<string, (id: string) => unknown[]> = {
  getUser: (id) => [id],
  getUsers: (id) => [[id]],
  findByEmail: () => ['syamlal@example.com'],
  endSessions: (id) => [id],
  setRoles: (id) => [id, ['admin']],
  disable: (id) => [id, {}],
  enable: (id) => [id],
  issueLinkFor: (id) => [id, 'reset_password'],
}

const ALL = ['read', 'write', 'links']
const UNNAMED: [string, Props][] = [
  ['no props', {}],
  ['props that are null', null],
  ['an empty name', { name: '', scopes: ['read', 'write', 'links'] }],
  ['a name of spaces', { name: ' ', scopes: ALL }],
  ['a name that would be another line of a log', { name: 'a\nb', scopes: ALL }],
  ['a name that is too long', { name: 'a'.repeat(65), scopes: ALL }],
  ['a list for a name', { name: ['billing'], scopes: ALL }],
  ['props that are text', 'billing'],
]

let user: Person
beforeEach(async () => {
  user = await newPerson()
})

describe('a Worker without a name', () => {
  it.each(UNNAMED)('is refused everything but verify, before the database is asked: %s', async (_, props) => {
    const before = await dump()
    const { DB, trips } = countingD1()
    const users = usersFor(props, { DB, PUBLIC_URL: 'https://api.example.com' }) as Record<string, any>
    for (const [name, argsFor] of Object.entries(CALLS)) {
      const { problem } = await users[name](...argsFor(user._id))
      expect([name, problem.code, problem.status]).toEqual([name, 'worker_unnamed', 403])
    }
    expect(trips()).toBe(0)
    expect(await dump()).toEqual(before)
  })

  it('is told who sends it a token, which whoever has the token may ask himself', async () => {
    expect((await usersFor({}).verify(user.token)).data.userId).toBe(user._id)
  })
})
