import { beforeEach, describe, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { changesByOperators } from '../../support/changes.ts'
import { exampleOf } from '../../support/routes/example.ts'
import { dump } from '../../support/rows.ts'
import { type Service, serviceWith } from '../../support/service.ts'
import { WITH_KEYS, withKey, writeKey } from '../../support/service-keys.ts'
import { PASSWORD } from '../../support/users.ts'

const ofUsers = changesByOperators.filter(({ route }) => route.includes('/admin/users'))

describe('a service with a key', () => {
  it.each(ofUsers)('may do what an admin may: $id, and the record names the key', async (route) => {
    const { send } = await exampleOf(route, WITH_KEYS)
    const { status } = await send({ token: '', ...withKey(writeKey.key) })
    expect(status).toBe(route.success)
    expect(await auditRows()).toMatchObject([{ actor_type: 'service', actor_id: 'writer' }])
  })

  let service: Service
  beforeEach(() => {
    service = serviceWith(WITH_KEYS)
  })

  it('creates users with a password', async () => {
    const body = { email: 'robin@example.com', password: PASSWORD }
    expect((await service('/admin/users', { body, ...withKey(writeKey.key) })).status).toBe(201)
    expect((await service('/users/login', { body })).status).toBe(200)
  })

  it('does not remove the last admin either', async () => {
    const { _id } = await newAdmin()
    const before = await dump()
    const answers = [
      await service(`/admin/users/${_id}`, { method: 'DELETE', ...withKey(writeKey.key) }),
      await service(`/admin/users/${_id}`, { method: 'PATCH', body: { roles: [] }, ...withKey(writeKey.key) }),
      await service(`/admin/users/${_id}/disable`, { body: {}, ...withKey(writeKey.key) }),
    ]
    for (const { status, body } of answers) expect([status, body.code]).toEqual([409, 'last_admin'])
    expect(await dump()).toEqual(before)
  })
})
