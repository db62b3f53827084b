import { describe, expect, it } from 'vitest'
import { forge, serviceJwk, strangersKey } from '../../support/forge.ts'
import { serviceWith } from '../../support/service.ts'
import { NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

const KIDS: [string, unknown][] = [
  ['unknown', 'another-key'],
  ['missing', undefined],
  ['null', null],
  ['empty', ''],
  ['a path to a file of known content', '../../../../../../dev/null'],
  ['an absolute path', '/dev/null'],
  ['a URL', 'https://attacker.example/key.json'],
  ['a piece of SQL', "' UNION SELECT 'secret' --"],
  ['a name that every object has', '__proto__'],
  ['a method that every object has', 'constructor'],
  ['a number', 0],
  ['an array that holds the right one', [serviceJwk().kid]],
  ['an object', { kid: serviceJwk().kid }],
  ['the right one with a space', `${serviceJwk().kid} `],
]

describe('a token whose kid is not one of ours', () => {
  for (const [name, kid] of KIDS) {
    it(`is refused although our key signed it: ${name}`, async () => {
      const { token, refreshToken } = await registerUser()
      expect(await tryAccess(await forge(token, { header: { kid } }))).toEqual(NOT_OURS)
      expect(await tryRefresh(await forge(refreshToken, { header: { kid } }))).toEqual(NOT_OURS)
    })
  }

  it("is refused with our kid and a stranger's signature", async () => {
    const { token, refreshToken } = await registerUser()
    const { sign } = await strangersKey()
    expect(await tryAccess(await forge(token, { sign }))).toEqual(NOT_OURS)
    expect(await tryRefresh(await forge(refreshToken, { sign }))).toEqual(NOT_OURS)
  })

  it('is refused without a kid where a key of the service has an empty one', async () => {
    const service = serviceWith({ JWT_KEYS: JSON.stringify({ keys: [{ ...serviceJwk(), kid: '' }] }) })
    const { token } = await registerUser({}, service)
    const withoutKid = await forge(token, { header: { kid: undefined } })
    expect((await service('/users/profile', { token: withoutKid })).body.code).toBe('token_invalid')
  })
})
