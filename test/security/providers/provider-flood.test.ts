import { afterEach, describe, expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { LATER, NOT_FOR_US, type ProviderName, tryIdToken } from '../../support/provider-login.ts'
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
      expect(await tryIdToken(name, idToken)).toEqual(times === 0 ? NOT_FOR_US : LATER)
    }
    expect(provider.fetches - before).toBe(1)
  })

  it('tell nothing of the keys that we have but what the provider publishes, and are refused in the end', async () => {
    stopClock()
    provider.passCooldown()
    const stranger = await newKey()
    await tryIdToken(name, await provider.idToken({}, await newKey())) // fetches
    const idToken = await provider.idToken({}, stranger)
    const unsigned = idToken.slice(0, idToken.lastIndexOf('.') + 1)
    for (const token of [idToken, unsigned, await provider.idToken({ aud: 'another app' }, stranger)])
      expect(await tryIdToken(name, token)).toEqual(LATER)
    provider.passCooldown()
    expect(await tryIdToken(name, idToken)).toEqual(NOT_FOR_US)
  })

  it('are refused at once if they are older than the keys, or from the future', async () => {
    stopClock()
    provider.passCooldown()
    await tryIdToken(name, await provider.idToken({}, await newKey()))
    const now = Date.now() / 1_000
    for (const iat of [now - 61, now + 61, undefined, 'now'])
      expect(await tryIdToken(name, await provider.idToken({ iat }, await newKey()))).toEqual(NOT_FOR_US)
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
