import { describe, expect, it } from 'vitest'
import { loginWith, NOT_FOR_US, type ProviderName, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { providers, sha256 } from '../../support/providers.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const NONCE = 'made for this sign-in'

// OpenID Connect Core 1.0 §3.1.3.7, 11: the nonce ties a token to the sign-in that it was made for.
describe.each(BOTH)('a token of %s that was stolen from another sign-in', (name) => {
  const provider = providers[name]

  it.each<[string, () => unknown, string | undefined]>([
    ['whose nonce is what the thief read in it', () => NONCE, NONCE],
    ['whose nonce is another', () => 'made for another', NONCE],
    ["whose nonce is another's hash", () => sha256('made for another'), NONCE],
    ['that has none where the app sends one', () => undefined, NONCE],
    ['that has one where the app sends none', () => NONCE, undefined],
    ['that has one where the app sends an empty one', () => NONCE, ''],
    ['that has the empty one where the app sends none', () => '', undefined],
    ['that has no text', () => [NONCE], NONCE],
    ['that has null', () => null, NONCE],
    ['that has null where the app sends none', () => null, undefined],
    ['whose nonce is the hash in capitals', async () => (await sha256(NONCE)).toUpperCase(), NONCE],
    ['whose nonce is the first half of the hash', async () => (await sha256(NONCE)).slice(0, 32), NONCE],
    ['whose nonce is the hash of the hash', async () => sha256(await sha256(NONCE)), NONCE],
  ])('signs nobody in: %s', async (_, nonceOfToken, nonce) => {
    const idToken = await provider.idToken({ nonce: await nonceOfToken() })
    expect(await tryIdToken(name, idToken, nonce === undefined ? {} : { nonce })).toEqual(NOT_FOR_US)
  })

  it('signs in nobody but the app that knows what was hashed', async () => {
    const told = await sha256(NONCE)
    const idToken = await provider.idToken({ nonce: told })
    expect(await tryIdToken(name, idToken, { nonce: told })).toEqual(NOT_FOR_US)
    expect(await tryIdToken(name, idToken, { nonce: NONCE })).toEqual(TAKEN)
  })

  it('links nothing', async () => {
    const { token } = await registerUser()
    const told = await sha256(NONCE)
    const body = { idToken: await provider.idToken({ nonce: told }), nonce: told }
    expect((await call(`/users/identities/${name}`, { token, body })).body.code).toBe('id_token_invalid')
    expect((await call('/users/identities', { token })).body.data).toEqual([])
  })
})

describe('a token without a nonce, where the app sends one', () => {
  const tryWith = async (name: ProviderName, claims: Record<string, unknown>) =>
    tryIdToken(name, await providers[name].idToken(claims), { nonce: NONCE })

  it.each([false, 'false'])('signs in if Apple says that the platform has none: %j', async (nonce_supported) => {
    expect(await tryWith('apple', { nonce_supported })).toEqual(TAKEN)
  })

  it.each([true, 'true', undefined, null, 0, ''])(
    'is refused if Apple does not say so: %j',
    async (nonce_supported) => {
      expect(await tryWith('apple', { nonce_supported })).toEqual(NOT_FOR_US)
    },
  )

  it('is refused all the same if it has another', async () => {
    for (const nonce of [NONCE, '', null])
      expect(await tryWith('apple', { nonce_supported: false, nonce })).toEqual(NOT_FOR_US)
  })

  it('is refused from Google, whose platforms all have them', async () => {
    expect(await tryWith('google', { nonce_supported: false })).toEqual(NOT_FOR_US)
  })
})

describe('GOOGLE_NONCE_CHECK = "off"', () => {
  const service = serviceWith({ GOOGLE_NONCE_CHECK: 'off' })
  const codeOf = async (name: ProviderName, nonceOfToken: string, nonce?: string) =>
    (await loginWith(name, { nonce: nonceOfToken }, { service, ...(nonce && { nonce }) })).body.code

  it('takes a nonce that the SDK made up and told nobody', async () => {
    expect(await codeOf('google', 'made up by the SDK')).toBeUndefined()
  })

  it('takes none that is not the one that the app sends', async () => {
    expect(await codeOf('google', await sha256('made for another'), NONCE)).toBe('id_token_invalid')
  })

  it('is for Google alone: no SDK of Apple makes one up', async () => {
    expect(await codeOf('apple', await sha256(NONCE))).toBe('id_token_invalid')
  })
})
