import { beforeEach, describe, expect, it } from 'vitest'
import { makeAdmin, newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { loginCodeOf, newPerson, type Person } from '../../support/person.ts'
import { dump, userRows, verifyEmail } from '../../support/rows.ts'
import { fillTables, USER_TABLES } from '../../support/tables.ts'
import { PASSWORD } from '../../support/users.ts'

let admin: Person
let user: Person

beforeEach(async () => {
  admin = await newAdmin()
  user = await newPerson()
})

const remove = (id = user._id) => admin.as(`/admin/users/${id}`, { method: 'DELETE' })

describe('a user whom an operator deletes', () => {
  it('leaves nothing but the record of who deleted them, which names them by their id alone', async () => {
    await loginCodeOf(user)
    await fillTables(user._id)
    expect((await remove()).status).toBe(204)
    const tables = await dump()
    for (const table of USER_TABLES.filter((name) => name !== 'outbox')) {
      const theirs = tables[table]?.filter(({ id, user_id }) => [id, user_id].includes(user._id))
      expect(theirs, table).toEqual([])
    }
    expect(tables.login_codes).toEqual([])
    expect(await auditRows()).toMatchObject([
      { action: 'user_deleted', actor_id: admin._id, target_id: user._id, before: null, after: null },
    ])
    expect(JSON.stringify(tables.audit)).not.toContain(user.email)
    expect((await user.as('/users/profile')).body.code).toBe('session_ended')
    const login = await user.service('/users/login', { body: { email: user.email, password: PASSWORD } })
    expect(login.body.code).toBe('invalid_credentials')
  })

  it('is told at their verified address', async () => {
    await verifyEmail(user._id)
    await remove()
    expect(admin.mailbox.mailsTo(user.email).map(({ subject }) => subject)).toEqual([
      'Latchkey: Your account was deleted',
    ])
  })

  it('is deleted once', async () => {
    await remove()
    const before = await dump()
    for (const id of [user._id, 'nobody']) expect((await remove(id)).body.code).toBe('user_not_found')
    expect(await dump()).toEqual(before)
  })
})

it('an admin may delete themselves where another is left', async () => {
  await makeAdmin(user._id)
  expect((await remove(admin._id)).status).toBe(204)
  expect((await userRows()).map(({ id }) => id)).toEqual([user._id])
  expect((await admin.as('/admin/users')).body.code).toBe('session_ended')
})
