import { describe, expect, it } from 'vitest'
import { newPerson } from '../../support/person.ts'
import { loginWith, type ProviderName } from '../../support/provider-login.ts'
import { dump } from '../../support/rows.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const VICTIM = 'kim@kelvin.example'

// U+212A is no K, but NFKC and lower case both make a k of it.
describe.each(BOTH)('an address at %s with a KELVIN SIGN in the place of a k', (provider) => {
  it.each([
    '\u212Aim@kelvin.example',
    'kim@\u212Aelvin.example',
    '\u00A0kim@kelvin.example',
    'k\u0131m@kelvin.example',
  ])('does not open the account of its neighbour: %j', async (email) => {
    const victim = await newPerson({ email: VICTIM })
    await victim.as('/users/email/verify', { body: { code: victim.mailbox.lastCode() } })
    const before = await dump()
    const claims = { sub: 'attacker', email, email_verified: true, hd: 'kelvin.example' }
    expect(await loginWith(provider, claims)).toMatchObject({ status: 403, body: { code: 'email_unverified' } })
    expect(await dump()).toEqual(before)
    expect((await victim.signIn())._id).toBe(victim._id)
  })
})
