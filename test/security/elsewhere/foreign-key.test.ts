import { describe, expect, it } from 'vitest'
import { forge, serviceJwk, strangersKey } from '../../support/forge.ts'
import { serverElsewhere } from '../../support/server-elsewhere.ts'
import { registerUser } from '../../support/users.ts'

const STRANGERS_URL = 'https://attacker.example/keys.json'

const KIDS: [string, unknown][] = [
  ['unknown', 'another-key'],
  ['missing', undefined],
  ['null', null],
  ['empty', ''],
  ['a path', '../../../../../../dev/null'],
  ['a URL', STRANGERS_URL],
  ['a name that every object has', '__proto__'],
  ['a method that every object has', 'constructor'],
  ['a number', 0],
  ['an array that holds the right one', [serviceJwk().kid]],
  ['the right one with a space', `${serviceJwk().kid} `],
]

describe('a token that names another key, at a server elsewhere', () => {
  it.each(KIDS)('is refused although our key signed it: the kid is %s', async (_, kid) => {
    const { tryToken } = serverElsewhere()
    const { token } = await registerUser()
    expect(await tryToken(token)).toBe('accepted')
    const old = { iat: Math.floor(Date.now() / 1_000) - 3_600 } // of before the keys were fetched
    expect(await tryToken(await forge(token, { header: { kid }, claims: old }))).toBe('token_invalid kid')
  })

  it('is not let in while it claims to be newer than the keys', async () => {
    const { tryToken } = serverElsewhere()
    const { token } = await registerUser()
    const { sign } = await strangersKey()
    expect(await tryToken(token)).toBe('accepted')
    for (const iat of [Date.now() / 1_000, 9_999_999_999, Number.MAX_VALUE]) {
      const forged = await forge(token, { header: { kid: 'new' }, claims: { iat }, sign })
      expect(await tryToken(forged)).toBe('keys_unreachable')
    }
  })

  it("is refused with our kid and a stranger's signature", async () => {
    const { tryToken } = serverElsewhere()
    const { token } = await registerUser()
    const { sign } = await strangersKey()
    expect(await tryToken(await forge(token, { sign }))).toBe('token_invalid signature')
  })
})

// RFC 8725 §3.10: a key is never taken from a token, and a URL in one is never asked.
describe('a token that brings its own key, at a server elsewhere', () => {
  it('is refused, and nothing but the keys of the issuer is asked for', async () => {
    const { token } = await registerUser()
    const { sign, publicJwk } = await strangersKey()
    const { tryToken, asked } = serverElsewhere() // which sends all its requests to the service
    const bringers = [{ jwk: publicJwk }, { jku: STRANGERS_URL }, { x5c: ['MIIB'] }, { x5u: STRANGERS_URL }]
    for (const header of bringers)
      expect(await tryToken(await forge(token, { header, sign }))).toBe('token_invalid signature')
    expect(asked()).toBe(1)
  })
})
