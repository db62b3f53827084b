import { describe, expect, it } from 'vitest'
import { advance, DAY, SECOND, stopClock } from '../../support/clock.ts'
import { NOT_FOR_US, type ProviderName, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { providers } from '../../support/providers.ts'

const BOTH: ProviderName[] = ['apple', 'google']

// OpenID Connect Core 1.0 §3.1.3.7, 9: a token that was copied is good until it expires, and no longer.
describe.each(BOTH)('a token of %s that was found later', (name) => {
  const provider = providers[name]

  it('signs nobody in from the second on in which it expires', async () => {
    stopClock()
    const { exp } = provider.claims()
    const idToken = await provider.idToken()
    advance(Number(exp) * SECOND - Date.now() - SECOND)
    expect(await tryIdToken(name, idToken)).toEqual(TAKEN)
    advance(SECOND)
    expect(await tryIdToken(name, idToken)).toEqual(NOT_FOR_US)
    advance(DAY)
    expect(await tryIdToken(name, idToken)).toEqual(NOT_FOR_US)
  })

  it.each([
    ['none', undefined],
    ['null', null],
    ['zero', 0],
    ['less than zero', -1],
    ['a text', '9999999999'],
    ['a list', [9_999_999_999]],
    ['true', true],
  ])('signs nobody in with an expiry that is none: %s', async (_, exp) => {
    expect(await tryIdToken(name, await provider.idToken({ exp }))).toEqual(NOT_FOR_US)
  })

  it('accepts a token of a provider whose clock is ahead of ours', async () => {
    stopClock()
    const iat = Math.floor(Date.now() / SECOND) + 30
    expect(await tryIdToken(name, await provider.idToken({ iat, nbf: iat }))).toEqual(TAKEN)
  })
})
