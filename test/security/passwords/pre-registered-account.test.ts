import { describe, expect, it } from 'vitest'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { loginWith, type ProviderName, signedInWith } from '../../support/provider-login.ts'
import { identityRows, userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const VICTIM = 'victim@example.com'

// Sudhodanan, Paverd: Pre-hijacked accounts (USENIX Security 2022), §4.1, the classic-federated merge.
describe.each(BOTH)(
  'an account that an attacker has registered with the address of the victim, unverified',
  (provider) => {
    it(`does not capture the victim who comes with ${provider}`, async () => {
      const attacker = await newPerson({ email: VICTIM })
      expect(await loginWith(provider, { email: VICTIM })).toMatchObject({
        status: 409,
        body: { code: 'account_exists' },
      })
      expect(await identityRows()).toEqual([])
      expect(await userRow(attacker._id)).toMatchObject({ email_verified: 0 })
    })

    it(`is the victim's alone once they have proven the address, also with ${provider}`, async () => {
      const attacker = await newPerson({ email: VICTIM })
      await loginWith(provider, { email: VICTIM })
      const code = await resetCodeOf(attacker) // the mailbox is the victim's
      const password = 'another horse battery staple'
      const { body } = await attacker.service('/users/password/reset', { body: { email: VICTIM, code, password } })
      const victim = await signedInWith(provider, { email: VICTIM })
      expect(victim._id).toBe(body.data._id)
      expect(await tryAccess(attacker.token)).toEqual(SESSION_ENDED)
      expect(await tryRefresh(attacker.refreshToken)).toEqual(SESSION_ENDED)
      const login = await call('/users/login', { body: { email: VICTIM, password: PASSWORD } })
      expect(login.body.code).toBe('invalid_credentials')
    })
  },
)

describe.each(BOTH)('an address that the victim uses with %s', (provider) => {
  it('is not registered once more by an attacker, with a password', async () => {
    const victim = await signedInWith(provider, { email: VICTIM })
    const body = { name: 'Mallory', email: VICTIM, password: PASSWORD }
    expect(await call('/users/register', { body })).toMatchObject({ status: 409, body: { code: 'email_taken' } })
    expect((await call('/users/login', { body })).body.code).toBe('invalid_credentials')
    expect((await signedInWith(provider, { email: VICTIM }))._id).toBe(victim._id)
  })
})
