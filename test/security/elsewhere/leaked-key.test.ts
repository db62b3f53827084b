import { beforeEach, describe, expect, it } from 'vitest'
import { advance, HOUR, MINUTE, SECOND, stopClock } from '../../support/clock.ts'
import { rotatedService, serverElsewhere } from '../../support/server-elsewhere.ts'
import { registerUser } from '../../support/users.ts'

beforeEach(() => {
  stopClock()
})

describe('a token of a key that leaked and was taken out of the keyring, at a server elsewhere', () => {
  it('is refused five minutes later at the latest', async () => {
    const { after, before, withoutOld } = await rotatedService()
    const { tryToken, reach } = serverElsewhere({}, after)
    const { token } = await registerUser({}, before)
    advance(HOUR) // so that it is older than the keys
    expect(await tryToken(token)).toBe('accepted')
    reach(withoutOld)
    advance(5 * MINUTE)
    expect(await tryToken(token)).toBe('accepted')
    advance(SECOND)
    expect(await tryToken(token)).toBe('token_invalid kid')
  })

  it('is refused when the grace has ended, by whoever cuts the server off from the issuer', async () => {
    const { after, before } = await rotatedService()
    const { tryToken, reach } = serverElsewhere({ offlineGrace: 2 }, after)
    const { token } = await registerUser({}, before)
    expect(await tryToken(token)).toBe('accepted')
    reach(undefined)
    advance(2 * HOUR)
    expect(await tryToken(token)).toBe('accepted')
    advance(SECOND)
    expect(await tryToken(token)).toBe('keys_unreachable')
  })
})
