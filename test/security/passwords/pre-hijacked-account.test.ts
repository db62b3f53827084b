import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { linkWith, loginWith } from '../../support/provider-login.ts'
import { identityRows, verifyEmail } from '../../support/rows.ts'
import { call } from '../../support/service.ts'

const reset = async (person: Person) => {
  const body = { email: person.email, code: await resetCodeOf(person), password: 'another horse battery staple' }
  return person.service('/users/password/reset', { body })
}

// Sudhodanan, Paverd: Pre-hijacked accounts (USENIX Security 2022), §4.3, the trojan identifier.
describe('an account that somebody made with the address of another', () => {
  it('lets its maker in by no identity that they linked, once the owner has reset the password', async () => {
    stopClock()
    const squatter = await newPerson({ email: 'owner@example.com' })
    await linkWith('google', squatter.token, { sub: 'squatter', email: 'squatter@gmail.example' })
    advance(MINUTE)
    const owner = await reset(squatter)
    expect(owner.status).toBe(200)
    expect((await call('/users/identities', { token: owner.body.data.token })).body.data).toEqual([])
    const again = await loginWith('google', { sub: 'squatter', email: 'squatter@gmail.example' })
    expect(again.body.data?._id).not.toBe(squatter._id)
  })

  it('nor by one that they linked before the owner confirmed the address by the link in the mail', async () => {
    stopClock()
    const squatter = await newPerson({ email: 'owner@example.com' })
    await linkWith('google', squatter.token, { sub: 'squatter', email: 'squatter@gmail.example' })
    await verifyEmail(squatter._id)
    expect((await reset(squatter)).status).toBe(200)
    expect(await identityRows()).toEqual([])
  })
})

describe('an account whose owner resets the password', () => {
  it('keeps what they linked of the same address, which the provider has verified, too', async () => {
    const owner = await newPerson({ email: 'owner@example.com' })
    await linkWith('google', owner.token, { sub: 'owner', email: 'owner@example.com' })
    await linkWith('apple', owner.token, { sub: 'relay', email: 'relay@privaterelay.example' })
    await reset(owner)
    expect(await identityRows()).toMatchObject([{ user_id: owner._id, provider: 'google', subject: 'owner' }])
    expect((await loginWith('google', { sub: 'owner' })).body.data._id).toBe(owner._id)
  })

  it('does not keep one whose address only looks the same at the provider', async () => {
    const owner = await newPerson({ email: 'owner@example.com' })
    await linkWith('google', owner.token, { sub: 'thief', email: 'owner@example.com', email_verified: false })
    await reset(owner)
    expect(await identityRows()).toEqual([])
  })

  it("takes nothing of anybody else's", async () => {
    const other = await newPerson({ email: 'other@example.com' })
    await linkWith('google', other.token, { sub: 'other', email: 'other@gmail.example' })
    await reset(await newPerson({ email: 'owner@example.com' }))
    expect(await identityRows()).toMatchObject([{ user_id: other._id }])
  })
})
