import { describe, expect, it } from 'vitest'
import { linkWith, type ProviderName, signedInWith } from '../../support/provider-login.ts'
import { providers } from '../../support/providers.ts'
import { dump } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']

const erase = async (token: string, body: object): Promise<string> => {
  const answer = await call('/users/account', { method: 'DELETE', token, body })
  return answer.body.code ?? String(answer.status)
}

describe.each(BOTH)('who has stolen a session of somebody who signs in with %s', (provider) => {
  const idToken = (claims: Record<string, unknown>) => providers[provider].idToken(claims)

  it('does not erase the account, with nothing or with an account of their own there', async () => {
    const victim = await signedInWith(provider)
    await signedInWith(provider, { sub: 'thief', email: 'thief@example.com' })
    const { login_attempts: _none, ...before } = await dump()
    expect(await erase(victim.token, {})).toBe('invalid_request')
    expect(await erase(victim.token, { provider })).toBe('invalid_request')
    expect(await erase(victim.token, { password: 'a guess' })).toBe('invalid_credentials')
    expect(await erase(victim.token, { provider, idToken: victim.token })).toBe('id_token_invalid')
    expect(await erase(victim.token, { provider, idToken: await idToken({ sub: 'thief' }) })).toBe('identity_not_found')
    expect(await erase(victim.token, { provider, idToken: await idToken({ aud: 'com.thief.app' }) })).toBe(
      'id_token_invalid',
    )
    const { login_attempts: guesses, ...after } = await dump()
    expect(guesses).toHaveLength(1)
    expect(after).toEqual(before)
  })

  it("does not erase it with an account there that has the victim's address", async () => {
    const victim = await signedInWith(provider)
    const before = await dump()
    const body = { provider, idToken: await idToken({ sub: 'thief', email: victim.email, email_verified: true }) }
    expect(await erase(victim.token, body)).toBe('identity_not_found')
    expect(await dump()).toEqual(before)
  })

  it('does not erase it with the subject of the victim at the other provider', async () => {
    const [other = provider] = BOTH.filter((name) => name !== provider)
    const victim = await signedInWith(provider, { sub: 'victim' })
    const body = { provider: other, idToken: await providers[other].idToken({ sub: 'victim' }) }
    expect(await erase(victim.token, body)).toBe('identity_not_found')
  })

  it('erases nobody but whose session it is: their own account there proves nothing of others', async () => {
    const thief = await registerUser({ email: 'thief@example.com' })
    await linkWith(provider, thief.token, { sub: 'thief' })
    const victim = await signedInWith(provider)
    expect(await erase(thief.token, { provider, idToken: await idToken({ sub: 'thief' }) })).toBe('204')
    expect((await call('/users/profile', { token: victim.token })).status).toBe(200)
  })
})
