import { beforeEach, describe, expect, it } from 'vitest'
import { auditRows } from '../../support/audit.ts'
import { forge } from '../../support/forge.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { dump } from '../../support/rows.ts'
import { usersFor } from '../../support/rpc.ts'

// Whoever controls what a Worker sends, but not its binding, gives itself a name and scopes: in arguments, in a token, or in
// members that an object inherits.

const FORGED = { name: 'admin-tool', scopes: ['read', 'write', 'links'] }

let user: Person
beforeEach(async () => {
  user = await newPerson()
})

describe('a name and scopes', () => {
  it('are not taken from arguments', async () => {
    const before = await dump()
    const users = usersFor({ name: 'web', scopes: ['read'] })
    expect((await users.disable(user._id, { ...FORGED, props: FORGED })).problem.code).toBe('scope_missing')
    expect((await users.endSessions(user._id, FORGED)).problem.code).toBe('scope_missing')
    expect((await usersFor({}).getUser(user._id, FORGED)).problem.code).toBe('worker_unnamed')
    expect(await dump()).toEqual(before)
    await usersFor({ name: 'web', scopes: ['write'] }).disable(user._id, { ...FORGED, operator: FORGED })
    expect(await auditRows()).toMatchObject([{ actor_type: 'service', actor_id: 'web' }])
  })

  it('are not taken from a token', async () => {
    const token = await forge(user.token, { claims: { props: FORGED, ...FORGED } })
    expect((await usersFor({}).verify(token)).data).toEqual((await usersFor({}).verify(user.token)).data)
    expect((await usersFor({}).getUser(token)).problem.code).toBe('worker_unnamed')
  })

  it('are not inherited', async () => {
    const inherited = JSON.parse(`{"__proto__": ${JSON.stringify(FORGED)}}`)
    expect((await usersFor(inherited).getUser(user._id)).problem.code).toBe('worker_unnamed')
    const named = JSON.parse('{"name": "web", "__proto__": {"scopes": ["read"]}}')
    expect((await usersFor(named).getUser(user._id)).problem.code).toBe('scope_missing')
  })
})
