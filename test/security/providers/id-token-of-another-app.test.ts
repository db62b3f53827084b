import { describe, expect, it } from 'vitest'
import { NOT_FOR_US, type ProviderName, signedInWith, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { providers } from '../../support/providers.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']

// OpenID Connect Core 1.0 §3.1.3.7, 3: whoever runs another app gets tokens of our users too, good ones.
describe.each(BOTH)('a token of %s that was made for another app', (name) => {
  const provider = providers[name]
  const [ours = ''] = provider.audiences

  it.each([
    ['another client id', 'com.attacker.app'],
    ['ours in capitals', ours.toUpperCase()],
    ['one that begins with ours', `${ours}.attacker`],
    ['one that ends with ours', `attacker.${ours}`],
    ['all of ours as one', provider.audiences.join(',')],
    ['a list of others', ['com.attacker.app', 'com.attacker.web']],
    ['an empty list', []],
    ['an empty text', ''],
    ['none', undefined],
    ['null', null],
    ['an object', { [ours]: true }],
  ])('signs nobody in: %s', async (_, aud) => {
    expect(await tryIdToken(name, await provider.idToken({ aud }))).toEqual(NOT_FOR_US)
    expect(await tryIdToken(name, await provider.idToken())).toEqual(TAKEN)
  })

  it.each([
    ['without the app that asked for it', undefined],
    ['asked for by another app', 'com.attacker.app'],
    ['asked for by a list', [ours]],
  ])('signs nobody in if it is for others besides us: %s', async (_, azp) => {
    const idToken = await provider.idToken({ aud: ['com.attacker.app', ours], azp })
    expect(await tryIdToken(name, idToken)).toEqual(NOT_FOR_US)
  })

  it('is taken if it is for others besides us, and one of our apps asked for it', async () => {
    const idToken = await provider.idToken({ aud: ['com.example.friend', ours], azp: ours })
    expect(await tryIdToken(name, idToken)).toEqual(TAKEN)
    expect(await tryIdToken(name, await provider.idToken({ aud: [ours] }))).toEqual(TAKEN)
  })

  it('signs nobody in who is known here', async () => {
    await signedInWith(name)
    expect(await tryIdToken(name, await provider.idToken({ aud: 'com.attacker.app' }))).toEqual(NOT_FOR_US)
  })

  it('links nothing', async () => {
    const { token } = await registerUser()
    const body = { idToken: await provider.idToken({ aud: 'com.attacker.app' }) }
    expect((await call(`/users/identities/${name}`, { token, body })).body.code).toBe('id_token_invalid')
    expect((await call('/users/identities', { token })).body.data).toEqual([])
  })

  it('signs nobody in whose client id the settings have no longer', async () => {
    const service = serviceWith({ [`${name.toUpperCase()}_CLIENT_IDS`]: 'com.example.next' })
    const answer = await service(`/users/login/${name}`, { body: { idToken: await provider.idToken() } })
    expect(answer).toMatchObject({ status: 401, body: { code: 'id_token_invalid' } })
  })
})
