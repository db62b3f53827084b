import { describe, expect, it } from 'vitest'
import { loginWith, type ProviderName, signedInWith } from '../../support/provider-login.ts'
import { dump, identityRows, sessionRows, userRows, verifyEmail } from '../../support/rows.ts'
import { registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const VICTIM = 'victim@example.com'

const UNVERIFIED: [string, unknown][] = [
  ['false', false],
  ['the text false', 'false'],
  ['absent', undefined],
  ['null', null],
  ['an empty text', ''],
  ['1', 1],
  ['the text 1', '1'],
  ['the text True', 'True'],
  ['a list', [true]],
  ['an object', { true: true }],
]

// An address that the provider has not verified is whatever the attacker typed there.
describe.each(BOTH)('who has an account of %s with the address of somebody else', (provider) => {
  describe.each(UNVERIFIED)('where email_verified is %s', (_, email_verified) => {
    const claims = { sub: 'attacker', email: VICTIM, email_verified }

    it('does not come into the account of the victim, and is linked to nothing', async () => {
      const { _id } = await registerUser({ email: VICTIM })
      await verifyEmail(_id)
      const before = await dump()
      expect(await loginWith(provider, claims)).toMatchObject({ status: 403, body: { code: 'email_unverified' } })
      expect(await dump()).toEqual(before)
    })

    it('does not take the address before its owner comes', async () => {
      expect(await loginWith(provider, claims)).toMatchObject({ status: 403, body: { code: 'email_unverified' } })
      expect(await userRows()).toEqual([])
      expect((await registerUser({ email: VICTIM })).email).toBe(VICTIM)
    })
  })

  it.each(['ｖictim@example.com', 'victim@ｅxample.com'])(
    'nor with one that is only folded into it: %s',
    async (email) => {
      const { _id } = await registerUser({ email: 'victim@example.com' })
      await verifyEmail(_id)
      const before = await dump()
      const claims = { sub: 'attacker', email, email_verified: true }
      expect(await loginWith(provider, claims)).toMatchObject({ status: 403, body: { code: 'email_unverified' } })
      expect(await dump()).toEqual(before)
    },
  )

  it('learns nothing of whether the victim has an account', async () => {
    const claims = { sub: 'attacker', email: VICTIM, email_verified: false }
    const { body: unknown } = await loginWith(provider, claims)
    await registerUser({ email: VICTIM })
    const { body: known } = await loginWith(provider, claims)
    expect({ ...known, requestId: '' }).toEqual({ ...unknown, requestId: '' })
  })

  it('does not come in with a verified address that is not an email address', async () => {
    const { _id } = await registerUser({ email: VICTIM })
    await verifyEmail(_id)
    for (const email of [undefined, null, '', [VICTIM], { email: VICTIM }, 5]) {
      expect((await loginWith(provider, { sub: 'attacker', email })).status, JSON.stringify(email)).not.toBe(200)
    }
    expect(await identityRows()).toEqual([])
    expect(await sessionRows()).toHaveLength(1)
  })

  it('comes into their own account only, if they have one', async () => {
    const victim = await registerUser({ email: VICTIM })
    await verifyEmail(victim._id)
    const attacker = await signedInWith(provider, { sub: 'attacker' })
    const again = await signedInWith(provider, { sub: 'attacker', email: VICTIM, email_verified: true })
    expect(again._id).toBe(attacker._id)
    expect(again._id).not.toBe(victim._id)
  })
})
