import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { confirmByLink, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { linkWith, loginWith, signedInWith } from '../../support/provider-login.ts'
import { identityRows, userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'

const PASSWORD = 'another horse battery staple'

const reset = async (person: Person) => {
  const body = { email: person.email, code: await resetCodeOf(person), password: PASSWORD }
  return person.service('/users/password/reset', { body })
}

const typeCode = ({ as, mailbox, email }: Person) =>
  as('/users/email/verify', { body: { code: mailbox.lastCode(email) } })

const SQUATTER = { sub: 'squatter', email: 'squatter@gmail.com' }

const expectOwnerOnly = async (squatter: Person) => {
  const login = await call('/users/login', { body: { email: squatter.email, password: PASSWORD } })
  expect(login.body.data._id).toBe(squatter._id)
  expect((await call('/users/identities', { token: login.body.data.token })).body.data).toEqual([])
  expect((await signedInWith('google', SQUATTER))._id).not.toBe(squatter._id)
}

// Sudhodanan, Paverd: Pre-hijacked accounts (USENIX Security 2022), §4.3, the trojan identifier.
describe('an account that somebody made with the address of another', () => {
  it('lets its maker in by no identity that they linked, once the owner has reset the password', async () => {
    stopClock()
    const squatter = await newPerson({ email: 'owner@example.com' })
    await linkWith('google', squatter.token, SQUATTER)
    advance(MINUTE)
    expect((await reset(squatter)).status).toBe(200)
    await expectOwnerOnly(squatter)
  })

  it('nor by one that they linked before the owner confirmed the address by the link in the mail', async () => {
    stopClock()
    const squatter = await newPerson({ email: 'owner@example.com' })
    await linkWith('google', squatter.token, SQUATTER)
    await confirmByLink(squatter)
    expect((await reset(squatter)).status).toBe(200)
    await expectOwnerOnly(squatter)
  })

  it('nor by one that they linked after that', async () => {
    stopClock()
    const squatter = await newPerson({ email: 'owner@example.com' })
    await confirmByLink(squatter)
    advance(MINUTE)
    await linkWith('google', squatter.token, SQUATTER)
    expect((await reset(squatter)).status).toBe(200)
    await expectOwnerOnly(squatter)
  })

  it('nor by one that they linked before the owner typed the code in a session', async () => {
    stopClock()
    const squatter = await newPerson({ email: 'owner@example.com' })
    await linkWith('google', squatter.token, SQUATTER)
    advance(MINUTE)
    await typeCode(squatter)
    expect((await reset(squatter)).status).toBe(200)
    await expectOwnerOnly(squatter)
  })

  it('nor by one that has the same address in it', async () => {
    const squatter = await newPerson({ email: 'owner@example.com' })
    await linkWith('google', squatter.token, { sub: 'squatter', email: 'owner@example.com' })
    await reset(squatter)
    expect(await identityRows()).toEqual([])
  })
})

describe('an account whose owner resets the password', () => {
  it('keeps what they linked from within a session since they typed the code, however often they do', async () => {
    stopClock()
    const owner = await newPerson({ email: 'owner@example.com' })
    await typeCode(owner)
    expect(await userRow(owner._id)).toMatchObject({ email_verified_by: 'session', email_verified_at: Date.now() })
    advance(MINUTE)
    await linkWith('apple', owner.token, { sub: 'relay', email: 'relay@privaterelay.appleid.com' })
    for (const _ of ['once', 'twice']) {
      advance(MINUTE)
      await reset(owner)
    }
    expect(await identityRows()).toMatchObject([{ user_id: owner._id, provider: 'apple', linked_in_session: 1 }])
    expect((await loginWith('apple', { sub: 'relay' })).body.data._id).toBe(owner._id)
  })

  it("takes nothing of anybody else's", async () => {
    const other = await newPerson({ email: 'other@example.com' })
    await linkWith('google', other.token, { sub: 'other', email: 'other@gmail.com' })
    await reset(await newPerson({ email: 'owner@example.com' }))
    expect(await identityRows()).toMatchObject([{ user_id: other._id }])
  })
})
