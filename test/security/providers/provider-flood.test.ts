import { afterEach, describe, expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { NOT_FOR_US, type ProviderName, tryIdToken } from '../../support/provider-login.ts'
import { mendProviders, newKey, providers } from '../../support/providers.ts'

const BOTH: ProviderName[] = ['apple', 'google']

afterEach(mendProviders)

describe.each(BOTH)('tokens that each name another key of %s', (name) => {
  const provider = providers[name]

  it('make us ask the provider once in a while, and not for each', async () => {
    stopClock()
    provider.passCooldown()
    const strangers = await newKey()
    const before = provider.fetches
    for (let times = 0; times < 20; times++) {
      const idToken = await provider.idToken({}, { ...strangers, kid: crypto.randomUUID() })
      expect(await tryIdToken(name, idToken)).toEqual(NOT_FOR_US)
    }
    expect(provider.fetches - before).toBeLessThanOrEqual(1)
  })

  it('do not make us ask at all if they are nothing else of a token', async () => {
    stopClock()
    provider.outlastKeys()
    const before = provider.fetches
    for (const idToken of ['x', '..', 'a.b.c', 'bnVsbA.bnVsbA.', 'e30.e30.']) {
      expect(await tryIdToken(name, idToken)).toEqual(NOT_FOR_US)
    }
    expect(provider.fetches).toBe(before)
  })
})
