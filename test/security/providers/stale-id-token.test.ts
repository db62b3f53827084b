import { describe, expect, it } from 'vitest'
import { advance, MINUTE, SECOND, stopClock } from '../../support/clock.ts'
import { linkWith, type ProviderName, signedInWith, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { providers } from '../../support/providers.ts'
import { identityRows, userRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const LIFETIME = 3_600 // seconds
const secondsAgo = (milliseconds: number) => (stopClock().getTime() - milliseconds) / SECOND

describe.each(BOTH)('an ID token of %s that was found later, and has not expired', (name) => {
  const stale = () => {
    const iat = secondsAgo(10 * MINUTE + SECOND)
    return { iat, exp: iat + LIFETIME }
  }
  const erase = async (token: string, claims: Record<string, unknown>) => {
    const body = { provider: name, idToken: await providers[name].idToken(claims) }
    return (await call('/users/account', { method: 'DELETE', token, body })).body.code
  }

  it('links nothing', async () => {
    const { token } = await registerUser()
    expect((await linkWith(name, token, stale())).body.code).toBe('id_token_invalid')
    expect(await identityRows()).toEqual([])
  })

  it('deletes nobody', async () => {
    const { token } = await signedInWith(name)
    expect(await erase(token, stale())).toBe('id_token_invalid')
    expect(await userRows()).toHaveLength(1)
  })

  it('does neither if it is fresh, but the user signed in there long ago', async () => {
    const { token } = await registerUser()
    const auth_time = secondsAgo(10 * MINUTE + SECOND)
    expect((await linkWith(name, token, { auth_time })).body.code).toBe('id_token_invalid')
    const other = await signedInWith(name)
    expect(await erase(other.token, { auth_time })).toBe('id_token_invalid')
  })

  it('is good for both up to ten minutes', async () => {
    const { token } = await registerUser()
    const iat = secondsAgo(10 * MINUTE)
    const claims = { iat, exp: iat + LIFETIME }
    expect((await linkWith(name, token, claims)).status).toBe(200)
    expect(await erase(token, claims)).toBeUndefined()
    expect(await userRows()).toEqual([])
  })

  it('still signs in: that needs no more than that it has not expired', async () => {
    stopClock()
    const idToken = await providers[name].idToken({ exp: secondsAgo(-LIFETIME * SECOND) })
    advance(20 * MINUTE)
    expect(await tryIdToken(name, idToken)).toEqual(TAKEN)
  })
})
