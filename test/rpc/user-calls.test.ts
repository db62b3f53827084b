import { beforeEach, describe, expect, it } from 'vitest'
import { addUsers, newAdmin } from '../support/admin.ts'
import { auditRows } from '../support/audit.ts'
import { countingD1 } from '../support/d1.ts'
import { newPerson, type Person } from '../support/person.ts'
import { dump, supportedTypes, userRow, verifyEmail } from '../support/rows.ts'
import { usersFor } from '../support/rpc.ts'

let admin: Person
let user: Person
const users = usersFor()
const BY_BILLING = { actor_type: 'service', actor_id: 'billing' }

beforeEach(async () => {
  admin = await newAdmin()
  user = await newPerson()
})

/** What the admin API responds for the same user. */
const shown = async () => (await admin.as(`/admin/users/${user._id}`)).body.data

describe('what another Worker reads', () => {
  it('is a user as operators see them', async () => {
    expect((await users.getUser(user._id)).data).toEqual(await shown())
    expect((await users.getUser('nobody')).problem).toMatchObject({ code: 'user_not_found', status: 404 })
  })

  it('is up to 100 users at once, in the order of their ids, each once, without those who are not there', async () => {
    const seeded = Array.from({ length: 98 }, (_, index) => ({ id: `user-${index}` }))
    await addUsers(seeded)
    const ids = [user._id, 'nobody', ...seeded.map(({ id }) => id)]
    const { DB, trips } = countingD1()
    const found = (await usersFor({ name: 'web', scopes: ['read'] }, { DB }).getUsers(ids)).data
    expect(found.map(({ _id }: { _id: string }) => _id)).toEqual(ids.filter((id) => id !== 'nobody'))
    expect(trips()).toBe(1)
    const { body } = await admin.as(`/admin/users?search=${user._id}`)
    expect((await users.getUsers([user._id, user._id])).data).toEqual(body.data)
    expect((await users.getUsers([])).data).toEqual([])
    expect((await users.getUsers([...ids, 'one-more'])).problem.errors).toEqual([
      { path: 'ids', message: 'must be at most 100' },
    ])
  })

  it('is who has an email address, however it is written, and not who has another that begins so', async () => {
    expect((await users.findByEmail(` ${user.email.toUpperCase()} `)).data._id).toBe(user._id)
    expect((await users.findByEmail('syamlal@example.co')).problem.code).toBe('user_not_found')
    expect((await users.findByEmail('syamlal')).problem.errors).toEqual([
      { path: 'email', message: 'must be an email address' },
    ])
  })

  it('leaves no trace, as for operators', async () => {
    const before = await dump()
    await users.getUser(user._id)
    await users.getUsers([user._id])
    await users.findByEmail(user.email)
    expect(await dump()).toEqual(before)
  })
})

describe('what another Worker changes', () => {
  it('ends the sessions of a user, in one round trip', async () => {
    const { DB, trips } = countingD1()
    expect(await usersFor({}, { DB }).endSessions(user._id)).toMatchObject({
      problem: { code: 'worker_unnamed' },
    })
    expect(trips()).toBe(0)
    expect(await usersFor({ name: 'billing', scopes: ['write'] }, { DB }).endSessions(user._id)).toEqual({ data: null })
    expect(trips()).toBe(1)
    expect((await user.as('/users/profile')).body.code).toBe('session_ended')
    expect(await auditRows()).toMatchObject([{ ...BY_BILLING, action: 'sessions_ended', target_id: user._id }])
    expect(await supportedTypes()).toEqual(['other_sessions_ended'])
    expect((await users.endSessions('nobody')).problem.code).toBe('user_not_found')
  })

  it('sets the roles of a user', async () => {
    const { data } = await users.setRoles(user._id, ['editor', 'team:b'])
    expect(data).toEqual(await shown())
    expect(data.roles).toEqual(['editor', 'team:b'])
    expect((await users.verify(user.token)).data.roles).toEqual(['editor', 'team:b'])
    expect(await auditRows()).toMatchObject([
      { ...BY_BILLING, action: 'user_updated', before: { roles: [] }, after: { roles: ['editor', 'team:b'] } },
    ])
    expect((await users.setRoles(user._id, [])).data.roles).toEqual([])
  })

  it('disables a user with a reason and an end, and enables them', async () => {
    const until = '2099-12-24T08:30:00.000Z'
    const { data } = await users.disable(user._id, { reason: ' Sends spam ', until })
    expect(data).toMatchObject({ disabledReason: 'Sends spam', disabledUntil: until, sessions: [] })
    expect((await users.verify(user.token)).problem.code).toBe('session_ended')
    expect((await users.enable(user._id)).data.disabledAt).toBeNull()
    expect((await users.disable(user._id)).data).toMatchObject({ disabledReason: null, disabledUntil: null })
    expect((await auditRows()).map(({ actor_id, action }) => [actor_id, action])).toEqual([
      ['billing', 'user_disabled'],
      ['billing', 'user_enabled'],
      ['billing', 'user_disabled'],
    ])
    const past = await users.disable(user._id, { until: '2020-01-01T00:00:00Z' })
    expect(past.problem.errors).toEqual([{ path: 'until', message: 'must be in the future' }])
  })

  it('is bound to the rules of operators', async () => {
    expect((await users.setRoles(admin._id, [])).problem).toMatchObject({ code: 'last_admin', status: 409 })
    expect((await users.disable(admin._id)).problem.code).toBe('last_admin')
    expect((await users.setRoles(user._id, ['admin'])).problem.errors).toMatchObject([{ path: 'roles' }])
    expect(await auditRows()).toEqual([])
    await verifyEmail(user._id)
    expect((await users.setRoles(user._id, ['admin'])).data.roles).toEqual(['admin'])
  })

  it('works where ADMIN is off: the binding is what turns it on', async () => {
    await usersFor({ name: 'billing', scopes: ['write'] }, { ADMIN: 'off' }).disable(user._id)
    expect((await userRow(user._id)).disabled_at).not.toBeNull()
  })
})
