import { beforeEach, describe, expect, it } from 'vitest'
import { makeAdmin, newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { dump, makeGuest, userRows, verifyEmail } from '../../support/rows.ts'

// Attack, or mistake: the last admin is removed, by themselves or by a service, and nobody is left who could undo it.

const WAYS = {
  'loses the role': { path: '', call: { method: 'PATCH', body: { name: 'Robin', roles: ['editor'] } } },
  'is disabled': { path: '/disable', call: { body: { reason: 'By mistake' } } },
  'is deleted': { path: '', call: { method: 'DELETE' } },
}

/** Admins of whom anybody can sign in. */
const enabledAdmins = async () =>
  (await userRows()).filter(
    (user) => user.disabled_at === null && /"admin"/.test(String((user as { roles?: string }).roles)),
  )

let admin: Person

beforeEach(async () => {
  admin = await newAdmin()
})

describe.each(Object.entries(WAYS))('the last admin who %s', (_, { path, call }) => {
  const remove = (by: Person, whom: Person) => by.as(`/admin/users/${whom._id}${path}`, call)

  it('does not, and nothing of it is written', async () => {
    const disabled = await newAdmin({ email: 'second@example.com' })
    await admin.as(`/admin/users/${disabled._id}/disable`, { body: {} })
    const guest = await newPerson({ email: 'third@example.com' })
    await makeAdmin(guest._id)
    await makeGuest(guest._id)
    await newPerson()
    const before = await dump()
    const { status, body } = await remove(admin, admin)
    expect([status, body.code]).toEqual([409, 'last_admin'])
    expect(await dump()).toEqual(before)
  })

  it('may go if another is left', async () => {
    const other = await newAdmin({ email: 'second@example.com' })
    expect((await remove(admin, other)).status).toBeLessThan(300)
    expect(await enabledAdmins()).toHaveLength(1)
    expect((await remove(admin, admin)).body.code).toBe('last_admin')
  })

  it('is one of two, of whom each removes the other at the same time: one wins', async () => {
    const other = await newAdmin({ email: 'second@example.com' })
    const answers = await Promise.all([remove(admin, other), remove(other, admin)])
    const [won, ...alsoWon] = answers.filter(({ status }) => status < 300)
    expect([won !== undefined, alsoWon]).toEqual([true, []])
    expect(await enabledAdmins()).toHaveLength(1)
    expect(await auditRows()).toHaveLength(1)
  })

  it('is one of two, who both remove themselves at the same time: one stays', async () => {
    const other = await newAdmin({ email: 'second@example.com' })
    const answers = await Promise.all([remove(admin, admin), remove(other, other)])
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
    expect(answers.find(({ status }) => status >= 300)?.body.code).toBe('last_admin')
    expect(await enabledAdmins()).toHaveLength(1)
  })
})

it('a disabled admin is none: they may lose the role, and be deleted', async () => {
  const other = await newPerson()
  await verifyEmail(other._id)
  await admin.as(`/admin/users/${other._id}`, { method: 'PATCH', body: { roles: ['admin'] } })
  await admin.as(`/admin/users/${other._id}/disable`, { body: {} })
  const changed = await admin.as(`/admin/users/${other._id}`, { method: 'PATCH', body: { roles: [] } })
  expect(changed.body.data.roles).toEqual([])
  expect((await admin.as(`/admin/users/${other._id}`, { method: 'DELETE' })).status).toBe(204)
})
