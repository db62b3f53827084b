import { describe, expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { NOT_FOR_US, type ProviderName, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { providers } from '../../support/providers.ts'

const BOTH: ProviderName[] = ['apple', 'google']

// RFC 7519 §4.1.5, OpenID Connect Core 1.0 §3.1.3.7, 10: a clock may be a minute ahead of ours, and no more.
describe.each(BOTH)('a token of %s whose time has not come', (name) => {
  const provider = providers[name]
  const inSeconds = (seconds: number) => Math.floor(stopClock().getTime() / 1_000) + seconds

  it.each(['nbf', 'iat', 'auth_time'])('signs nobody in by its %s, from a minute ahead on', async (claim) => {
    expect(await tryIdToken(name, await provider.idToken({ [claim]: inSeconds(60) }))).toEqual(TAKEN)
    expect(await tryIdToken(name, await provider.idToken({ [claim]: inSeconds(61) }))).toEqual(NOT_FOR_US)
  })

  it.each(['nbf', 'iat', 'auth_time'])('signs nobody in with a %s that is no time', async (claim) => {
    for (const value of [null, '0', [0], true, {}])
      expect(await tryIdToken(name, await provider.idToken({ [claim]: value }))).toEqual(NOT_FOR_US)
  })

  it('signs nobody in without the time at which it was issued', async () => {
    expect(await tryIdToken(name, await provider.idToken({ iat: undefined }))).toEqual(NOT_FOR_US)
  })
})
