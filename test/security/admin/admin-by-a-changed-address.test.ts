import { beforeEach, expect, it } from 'vitest'
import { makeAdmin, newAdmin } from '../../support/admin.ts'
import { newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { dump, verifyEmail } from '../../support/rows.ts'

// Attack: somebody talks an operator into moving an admin's account to a mailbox of theirs ("I have lost my email"). Who reads the
// mailbox owns the account (ADR 22), and a reset of it would take the second factor along.

let admin: Person
let other: Person

beforeEach(async () => {
  admin = await newAdmin()
  other = await newPerson()
  await verifyEmail(other._id)
  await makeAdmin(other._id)
})

const patch = (body: object) => admin.as(`/admin/users/${other._id}`, { method: 'PATCH', body })

it.each([{}, { emailVerified: true }, { roles: ['admin'] }, { roles: ['admin', 'editor'], name: 'Robin' }])(
  'the address of an admin is not changed by an operator, with %j either',
  async (more) => {
    const before = await dump()
    const { status, body } = await patch({ email: 'mallory@example.com', ...more })
    expect([status, body.errors?.[0].path]).toEqual([400, 'email'])
    expect(await dump()).toEqual(before)
  },
)

it('the address of an admin stays verified: they got the role because they had shown that it is theirs', async () => {
  const before = await dump()
  const { status, body } = await patch({ emailVerified: false })
  expect([status, body.errors?.[0].path]).toEqual([400, 'email'])
  expect(await dump()).toEqual(before)
})

it('whoever gets a new address loses the role, and does not get it back before they have shown that the mailbox is theirs', async () => {
  expect((await patch({ email: 'new@example.com', roles: [] })).body.data.roles).toEqual([])
  expect((await patch({ roles: ['admin'] })).body.errors[0].path).toBe('roles')
  expect((await patch({ emailVerified: true, roles: ['admin'] })).body.errors[0].path).toBe('roles')
  const email = 'new@example.com'
  const code = await resetCodeOf({ ...other, email })
  await other.service('/users/password/reset', { body: { email, code, password: 'another battery staple' } })
  expect((await patch({ roles: ['admin'] })).body.data.roles).toEqual(['admin'])
})
