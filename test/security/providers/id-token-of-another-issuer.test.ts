import { describe, expect, it } from 'vitest'
import { forge } from '../../support/forge.ts'
import { NOT_FOR_US, type ProviderName, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { apple, google, providers } from '../../support/providers.ts'
import { registerUser } from '../../support/users.ts'

const ISSUERS: [ProviderName, unknown][] = [
  ['apple', 'https://accounts.google.com'],
  ['apple', 'https://appleid.apple.com/'],
  ['apple', 'appleid.apple.com'],
  ['apple', 'http://appleid.apple.com'],
  ['apple', 'https://appleid.apple.com.attacker.example'],
  ['apple', 'https://appleidXapple.com'],
  ['apple', 'https://attacker.example/https://appleid.apple.com'],
  ['apple', 'https://appleid.apple.com\n'],
  ['google', 'https://appleid.apple.com'],
  ['google', 'http://accounts.google.com'],
  ['google', 'https://accounts.google.com/'],
  ['google', 'https://accounts.google.com.attacker.example'],
  ['google', 'accountsXgoogle.com'],
  ['google', 'attacker.example/accounts.google.com'],
  ['google', 'accounts.google.com\n'],
]

// OpenID Connect Core 1.0 §3.1.3.7, 2.
describe('a token of another issuer', () => {
  it.each([
    ...ISSUERS,
    ...(['apple', 'google'] as const).flatMap((name): [ProviderName, unknown][] => [
      [name, ''],
      [name, undefined],
      [name, null],
      [name, 5],
    ]),
  ])('signs nobody in with %s, although the key is right: %j', async (name, iss) => {
    expect(await tryIdToken(name, await providers[name].idToken({ iss }))).toEqual(NOT_FOR_US)
    expect(await tryIdToken(name, await providers[name].idToken())).toEqual(TAKEN)
  })

  it('signs nobody in where the other provider signs in', async () => {
    expect(await tryIdToken('apple', await google.idToken())).toEqual(NOT_FOR_US)
    expect(await tryIdToken('google', await apple.idToken())).toEqual(NOT_FOR_US)
  })

  it('signs nobody in where the other provider signs in, with all that it tells made to fit', async () => {
    const [aud] = google.audiences
    const idToken = await apple.idToken({ iss: google.issuer, aud })
    expect(await tryIdToken('google', idToken)).toEqual(NOT_FOR_US)
  })

  it('signs nobody in if we are the issuer: our own tokens are not a provider’s', async () => {
    const { token, refreshToken } = await registerUser()
    const claims = apple.claims()
    for (const ours of [
      token,
      refreshToken,
      await forge(token, { claims }),
      await forge(token, { header: { typ: 'JWT' }, claims }),
    ]) {
      expect(await tryIdToken('apple', ours)).toEqual(NOT_FOR_US)
    }
  })
})
