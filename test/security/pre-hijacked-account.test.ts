import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { newPerson, type Person, resetCodeOf } from '../support/person.ts'
import { identityRows, linkWith, loginWith, verifyEmail } from '../support/provider-login.ts'
import { call } from '../support/service.ts'

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
})

describe('an account whose owner has verified the address', () => {
  it('keeps what they linked when they reset the password', async () => {
    const owner = await newPerson({ email: 'owner@example.com' })
    await verifyEmail(owner._id)
    await linkWith('google', owner.token, { sub: 'owner', email: 'owner@gmail.example' })
    await reset(owner)
    expect(await identityRows()).toMatchObject([{ user_id: owner._id, subject: 'owner' }])
    expect((await loginWith('google', { sub: 'owner' })).body.data._id).toBe(owner._id)
  })

  it("takes nothing of anybody else's", async () => {
    const other = await newPerson({ email: 'other@example.com' })
    await linkWith('google', other.token, { sub: 'other', email: 'other@gmail.example' })
    await reset(await newPerson({ email: 'owner@example.com' }))
    expect(await identityRows()).toMatchObject([{ user_id: other._id }])
  })
})
