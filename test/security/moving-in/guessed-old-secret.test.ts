import { describe, expect, it } from 'vitest'
import { guessTime } from '../../../src/lib/guess-time.ts'
import { LEGACY, legacyToken } from '../../support/legacy-tokens.ts'
import { expectLogs, logged, loggedText } from '../../support/logs.ts'
import { serviceWith } from '../../support/service.ts'

describe("the old backend's secret, guessed from one of its tokens", () => {
  it.each([
    ['secret', '1 seconds'],
    ['mysecretkey', '5 days'],
    ['RESTFULAPIs1', '10224 years'],
    ['x'.repeat(31), '2e+26 years'],
    ['x'.repeat(32), undefined],
    ['ключ'.repeat(4), undefined],
  ])('takes at most, if it is random: %s', (secret, time) => {
    expect(guessTime(secret)).toBe(time)
  })

  it('is logged once, without the secret, while such tokens are accepted', async () => {
    expectLogs('legacy_secret_weak')
    const secret = 'keyboard cat'
    const service = serviceWith({ ...LEGACY, LEGACY_JWT_SECRET: secret })
    const token = await legacyToken('nobody', { secret })
    for (let i = 0; i < 3; i++) await service('/users/profile', { token })
    expect(logged('legacy_secret_weak')).toEqual([
      { level: 'error', event: 'legacy_secret_weak', bytes: 12, guessedWithin: guessTime(secret) },
    ])
    expect(loggedText()).not.toContain(secret)
  })
})
