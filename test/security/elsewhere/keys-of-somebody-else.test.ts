import { describe, expect, it } from 'vitest'
import { createVerifier, type FetchInit } from '../../../client/server/index.ts'
import { answer } from '../../../client/test/support/phone.ts'
import { forge, serviceJwk, strangersKey } from '../../support/forge.ts'
import { ORIGIN } from '../../support/origin.ts'
import { serverElsewhere } from '../../support/server-elsewhere.ts'
import { registerUser } from '../../support/users.ts'

describe('keys that somebody else gives to a server elsewhere', () => {
  it.each(['http://api.example.com', 'http://10.0.0.1:8787', 'http://localhost.attacker.example', 'ftp://localhost'])(
    'are never fetched in the clear: %s is refused as an issuer',
    (issuer) => {
      expect(() => createVerifier({ issuer, audience: 'latchkey' })).toThrow('issuer must be')
    },
  )

  it.each([301, 302, 303, 307, 308])('are not looked for where a redirect leads: status %i', async (status) => {
    const { token } = await registerUser()
    const sent: [string, FetchInit & { redirect?: unknown }][] = []
    const { tryToken } = serverElsewhere({
      fetch: async (url, init) => {
        sent.push([url, init])
        return answer(status, '', { location: 'https://attacker.example/keys.json' })
      },
    })
    expect(await tryToken(token)).toBe('keys_unreachable')
    expect(sent.map(([url, { redirect }]) => [url, redirect])).toEqual([[`${ORIGIN}/.well-known/jwks.json`, 'manual']])
  })

  it('do not count if they are secrets, or for something else than signing', async () => {
    const { token } = await registerUser()
    const { publicJwk, sign } = await strangersKey()
    const { kid } = serviceJwk()
    const others = [
      { kty: 'oct', k: 'AAAA', kid, alg: 'HS256' },
      { ...publicJwk, kid, use: 'enc' },
      { ...publicJwk, kid, alg: 'ES384' },
      { ...publicJwk },
    ]
    const { tryToken } = serverElsewhere({ fetch: async () => answer(200, { keys: others }) })
    expect(await tryToken(await forge(token, { sign }))).toBe('no_public_keys')
  })
})
