import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forge, strangersKey } from '../../support/forge.ts'
import { NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

const STRANGERS_URL = 'https://attacker.example/keys.json'

// RFC 8725 §3.10: a key is never taken from a token, and an address in one is never asked.
describe('a token that brings its own key', () => {
  beforeEach(() => {
    vi.spyOn(globalThis, 'fetch')
  })
  afterEach(() => {
    expect(fetch).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })

  const bringers: Record<string, (publicJwk: object) => Record<string, unknown>> = {
    'embedded as jwk': (jwk) => ({ jwk }),
    'linked by jku': () => ({ jku: STRANGERS_URL }),
    'embedded as x5c': () => ({ x5c: ['MIIBszCCAVmgAwIBAgIUAttacker'] }),
    'linked by x5u': () => ({ x5u: 'https://attacker.example/cert.pem' }),
    'in every way at once': (jwk) => ({ jwk, jku: STRANGERS_URL, x5c: ['MIIB'], x5u: STRANGERS_URL }),
  }

  for (const [name, header] of Object.entries(bringers)) {
    it(`is refused under our kid: ${name}`, async () => {
      const { token, refreshToken } = await registerUser()
      const { sign, publicJwk } = await strangersKey()
      const forgery = { header: header(publicJwk), sign }
      expect(await tryAccess(await forge(token, forgery))).toEqual(NOT_OURS)
      expect(await tryRefresh(await forge(refreshToken, forgery))).toEqual(NOT_OURS)
    })

    it(`is refused under a kid of its own: ${name}`, async () => {
      const { token, refreshToken } = await registerUser()
      const { sign, publicJwk } = await strangersKey()
      for (const kid of ['strangers-key', undefined]) {
        const forgery = { header: { ...header({ ...publicJwk, kid }), kid }, sign }
        expect(await tryAccess(await forge(token, forgery))).toEqual(NOT_OURS)
        expect(await tryRefresh(await forge(refreshToken, forgery))).toEqual(NOT_OURS)
      }
    })
  }
})
