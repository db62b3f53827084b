import { describe, expect, it } from 'vitest'
import { newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { advance, DAY, stopClock } from '../../support/clock.ts'
import { forge, withoutSignature } from '../../support/forge.ts'
import { disableUser } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

/** The code that a token is refused with; `undefined` if it is not. */
const refusal = async (token: string, service = call) => (await service('/users/profile', { token })).body.code

/** A token that the isolate has verified, and remembers. */
async function knownToken() {
  const user = await registerUser()
  expect(await refusal(user.token)).toBeUndefined()
  return user
}

describe('a token that was good the last time', () => {
  it('is refused when it has expired since', async () => {
    stopClock()
    const { token } = await knownToken()
    advance(10 * DAY - 1)
    expect(await refusal(token)).toBeUndefined()
    advance(1)
    expect(await refusal(token)).toBe('token_expired')
  })

  it('is refused when its session has ended since', async () => {
    const { token } = await knownToken()
    expect((await call('/users/logout', { method: 'POST', token })).status).toBe(204)
    expect(await refusal(token)).toBe('session_ended')
  })

  it('is refused when its user has been disabled since', async () => {
    const { token, _id } = await knownToken()
    await disableUser(_id)
    expect(await refusal(token)).toBe('account_disabled')
  })

  it('lends its name to no other: the same claims without a signature, or with another', async () => {
    const { token } = await knownToken()
    const [header, claims, signature = ''] = token.split('.')
    expect(await refusal(await forge(token, { sign: withoutSignature }))).toBe('token_invalid')
    expect(await refusal(`${header}.${claims}.${signature.slice(0, -4)}AAAA`)).toBe('token_invalid')
    expect(await refusal(`${token}=`)).toBe('token_invalid')
  })

  it('is unknown to a service with other keys, another name or another audience', async () => {
    const { token } = await knownToken()
    const { keys } = await newJwkSet()
    const others = [
      serviceWith({ JWT_KEYS: JSON.stringify({ keys }) }),
      serviceWith({ PUBLIC_URL: 'https://other.example.com' }),
      serviceWith({ TOKEN_AUDIENCE: 'other' }),
    ]
    for (const other of others) expect(await refusal(token, other)).toBe('token_invalid')
    expect(await refusal(token)).toBeUndefined()
  })

  it('does not make a refresh token of itself', async () => {
    const { token } = await knownToken()
    expect((await call('/users/token/refresh', { body: { refreshToken: token } })).body.code).toBe('token_invalid')
  })
})
