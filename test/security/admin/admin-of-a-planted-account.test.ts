import { beforeEach, describe, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { createGuest } from '../../support/guests.ts'
import { markImported } from '../../support/legacy-tokens.ts'
import { addPasskey } from '../../support/passkeys.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { dump, verifyEmail, verifyEmailByLink } from '../../support/rows.ts'

// Attack: somebody registers the address of a colleague who is about to become an admin, and waits. The operator gives the role to
// the address, and the account is the attacker's: they know its password (pre-hijacked accounts, ADR 22).

let admin: Person

beforeEach(async () => {
  admin = await newAdmin()
})

const promote = (id: string, more: object = {}) =>
  admin.as(`/admin/users/${id}`, { method: 'PATCH', body: { roles: ['admin'], ...more } })

describe('the role of admins is not given to', () => {
  const isRefused = async (id: string, more?: object) => {
    const before = await dump()
    const { status, body } = await promote(id, more)
    expect([status, body.errors?.[0].path]).toEqual([400, 'roles'])
    expect(await dump()).toEqual(before)
  }

  it('an account whose address nobody has verified', async () => isRefused((await newPerson())._id))

  it('one whose address was verified by the link alone, or by an operator', async () => {
    const { _id } = await newPerson()
    await verifyEmailByLink(_id)
    await isRefused(_id)
    const other = await newPerson({ email: 'other@example.com' })
    await isRefused(other._id, { emailVerified: true })
  })

  it('one that was made by an operator and has a password that somebody else knows', async () => {
    const { body } = await admin.as('/admin/users', {
      body: { email: 'made@example.com', password: 'correct horse battery' },
    })
    await isRefused(body.data._id)
  })

  it('one that was made by an operator together with a password', async () => {
    const before = await dump()
    const { status, body } = await admin.as('/admin/users', {
      body: { email: 'made@example.com', password: 'correct horse battery', emailVerified: true, roles: ['admin'] },
    })
    expect([status, body.errors?.[0].path]).toEqual([400, 'roles'])
    expect(await dump()).toEqual(before)
  })

  it('one from an old backend, of whose tokens somebody may have one', async () => {
    const { body } = await admin.as('/admin/users', { body: { email: 'made@example.com' } })
    await markImported()
    await isRefused(body.data._id)
  })

  it('a guest, whom nothing but a session names', async () => isRefused((await createGuest())._id))
})

describe('it is given to', () => {
  it('whoever has shown in a session that the mailbox is theirs', async () => {
    const { _id } = await newPerson()
    await verifyEmail(_id)
    expect((await promote(_id)).status).toBe(200)
  })

  it('somebody who was invited and whom nobody can be but who reads the mailbox', async () => {
    const { body } = await admin.as('/admin/users', { body: { email: 'made@example.com', invite: true } })
    expect((await promote(body.data._id)).status).toBe(200)
  })

  it('a user without an address, who has a passkey', async () => {
    const guest = await createGuest()
    await addPasskey(guest.token)
    expect((await promote(guest._id)).status).toBe(200)
  })
})
