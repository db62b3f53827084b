import { afterEach, describe, expect, it } from 'vitest'
import { advance, DAY } from '../../support/clock.ts'
import { countingD1, faultyD1 } from '../../support/d1.ts'
import { linkWith, type ProviderName, signedInWith } from '../../support/provider-login.ts'
import { type Claims, mendProviders, providers, sha256 } from '../../support/providers.ts'
import { disableUser, dump, identityRows, userRows } from '../../support/rows.ts'
import { type Answer, call, type Service, serviceWith } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']

afterEach(mendProviders)

const erase = (token: string, body: unknown, service: Service = call): Promise<Answer> =>
  service('/users/account', { method: 'DELETE', token, body })

/** Deletes the account of whoever has the access token, with an ID token of now. */
async function eraseWith(provider: ProviderName, token: string, claims: Claims = {}, service: Service = call) {
  return erase(token, { provider, idToken: await providers[provider].idToken(claims) }, service)
}

const outcome = ({ status, body }: Answer) => body.code ?? status

describe.each(BOTH)('DELETE /users/account with an ID token of %s', (provider) => {
  it('erases somebody who has no password, and everything of theirs', async () => {
    const { token, refreshToken } = await signedInWith(provider)
    expect(await eraseWith(provider, token)).toMatchObject({ status: 204, body: '' })
    expect(Object.values(await dump()).flat()).toEqual([])
    expect(await tryAccess(token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
  })

  it('erases somebody who has one, too', async () => {
    const { token } = await registerUser()
    await linkWith(provider, token)
    expect((await eraseWith(provider, token)).status).toBe(204)
    expect(await userRows()).toEqual([])
  })

  it('takes the nonce that the token was asked for with', async () => {
    const { token } = await signedInWith(provider)
    const idToken = await providers[provider].idToken({ nonce: await sha256('a nonce') })
    expect(outcome(await erase(token, { provider, idToken, nonce: 'another' }))).toBe('id_token_invalid')
    expect(outcome(await erase(token, { provider, idToken }))).toBe('id_token_invalid')
    expect((await erase(token, { provider, idToken, nonce: 'a nonce' })).status).toBe(204)
  })

  it('may be a form', async () => {
    const { token } = await signedInWith(provider)
    const body = new URLSearchParams({ provider, idToken: await providers[provider].idToken() }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await call('/users/account', { method: 'DELETE', token, headers, body })).status).toBe(204)
  })

  it('asks the database once', async () => {
    const { token } = await signedInWith(provider)
    const { DB, trips } = countingD1()
    expect((await eraseWith(provider, token, {}, serviceWith({ DB }))).status).toBe(204)
    expect(trips()).toBe(1)
  })

  it('sets the account there free: who comes with it is somebody new', async () => {
    const { _id, token } = await signedInWith(provider)
    await eraseWith(provider, token)
    expect((await signedInWith(provider))._id).not.toBe(_id)
  })

  it('takes nothing of anybody else', async () => {
    await registerUser()
    await signedInWith(provider, { sub: 'other', email: 'other@example.com' })
    const before = await dump()
    const { token } = await signedInWith(provider)
    await eraseWith(provider, token)
    expect(await dump()).toEqual(before)
  })

  it("is refused with a good token of another account: nobody's, or somebody else's", async () => {
    const { token } = await signedInWith(provider)
    await signedInWith(provider, { sub: 'other', email: 'other@example.com' })
    const before = await dump()
    for (const sub of ['nobody', 'other']) {
      expect(await eraseWith(provider, token, { sub })).toMatchObject({
        status: 404,
        body: { code: 'identity_not_found' },
      })
    }
    expect(await dump()).toEqual(before)
  })

  it('is refused with a token of the other provider, which is not linked', async () => {
    const [other = provider] = BOTH.filter((name) => name !== provider)
    const { token } = await signedInWith(provider)
    expect(outcome(await eraseWith(other, token))).toBe('identity_not_found')
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('is refused with a token that is not for us, and erases nothing', async () => {
    const { token } = await signedInWith(provider)
    for (const claims of [{ aud: 'com.example.other' }, { iss: 'https://elsewhere.example' }, { exp: 1 }]) {
      expect(outcome(await eraseWith(provider, token, claims))).toBe('id_token_invalid')
    }
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('is refused where the service is not set up for it, or cannot ask it', async () => {
    providers[provider].outlastKeys() // may be far ahead, if another file fetched them there
    const { token } = await signedInWith(provider)
    const service = serviceWith({ [`${provider.toUpperCase()}_CLIENT_IDS`]: '' })
    expect(outcome(await eraseWith(provider, token, {}, service))).toBe('provider_not_configured')
    providers[provider].outlastKeys()
    providers[provider].breakKeys(async () => new Response(null, { status: 500 }))
    expect(outcome(await eraseWith(provider, token))).toBe('unavailable')
    expect(await userRows()).toHaveLength(1)
  })

  it('is refused to an ended session and to a disabled user', async () => {
    const { _id, token } = await signedInWith(provider)
    const other = await signedInWith(provider)
    await call('/users/logout', { method: 'POST', token })
    expect(outcome(await eraseWith(provider, token))).toBe('session_ended')
    await disableUser(_id)
    expect(outcome(await eraseWith(provider, other.token))).toBe('account_disabled')
    advance(100 * DAY)
    expect(outcome(await eraseWith(provider, other.token))).toBe('token_expired')
    expect(await userRows()).toHaveLength(1)
  })

  it('may come twice, at once or again', async () => {
    const { token } = await signedInWith(provider)
    const answers = await Promise.all([eraseWith(provider, token), eraseWith(provider, token)])
    expect(answers.map(outcome)).toEqual([204, 204])
    expect(outcome(await eraseWith(provider, token))).toBe(204)
  })

  it('is done once when it was made and not confirmed', async () => {
    const { token } = await signedInWith(provider)
    const { DB, trips } = faultyD1({ moment: 'after' })
    expect(outcome(await eraseWith(provider, token, {}, serviceWith({ DB })))).toBe(204)
    expect(trips()).toBe(2)
    expect(await identityRows()).toEqual([])
  })
})

describe('the body of DELETE /users/account', () => {
  it.each<[unknown, string[]]>([
    [{}, ['password']],
    [{ idToken: 'x' }, ['password']],
    [{ password: '', appleAuthorizationCode: 5 }, ['password', 'appleAuthorizationCode']],
    [{ provider: 'apple' }, ['idToken']],
    [{ provider: 'apple', password: PASSWORD }, ['idToken']],
    [{ provider: 'GitHub', idToken: 'x' }, ['provider']],
    [
      { provider: 5, idToken: '', nonce: 5, appleAuthorizationCode: 5 },
      ['provider', 'idToken', 'nonce', 'appleAuthorizationCode'],
    ],
  ])('is told what is wrong with it: %j', async (body, paths) => {
    const { token } = await registerUser()
    const answer = await erase(token, body)
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request'])
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(paths)
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('is judged by the provider that it names, whatever password is beside it', async () => {
    const { token } = await registerUser()
    const idToken = await providers.apple.idToken()
    expect(outcome(await erase(token, { password: PASSWORD, provider: 'apple', idToken }))).toBe('identity_not_found')
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })
})
