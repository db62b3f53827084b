import { exportPKCS8, exportSPKI, generateKeyPair, importSPKI, jwtVerify } from 'jose'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { SECOND } from '../../support/clock.ts'
import { expectLogs, logged, loggedText } from '../../support/logs.ts'
import { linkWith, signedInWith } from '../../support/provider-login.ts'
import { apple, appleCalls, type Claims, google, mendProviders } from '../../support/providers.ts'
import { userRows } from '../../support/rows.ts'
import { type Answer, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const CODE = 'c1f2.0.code-of-the-app'
const [FIRST_CLIENT, SECOND_CLIENT] = apple.audiences

let settings: Record<'APPLE_TEAM_ID' | 'APPLE_KEY_ID' | 'APPLE_PRIVATE_KEY', string>
let publicKey: CryptoKey

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true })
  settings = {
    APPLE_TEAM_ID: 'TEAM123456',
    APPLE_KEY_ID: 'KEY1234567',
    APPLE_PRIVATE_KEY: await exportPKCS8(pair.privateKey),
  }
  publicKey = await importSPKI(await exportSPKI(pair.publicKey), 'ES256')
})

afterEach(() => {
  mendProviders()
  vi.restoreAllMocks()
})

interface Trial {
  claims?: Claims
  code?: string | undefined
  changes?: Record<string, unknown>
}

/** Somebody who signs in with Apple, and deletes their account with an ID token of now. */
async function erase({ claims = {}, code = CODE, changes = {} }: Trial = {}): Promise<Answer> {
  const { token } = await signedInWith('apple', claims)
  const body = { provider: 'apple', idToken: await apple.idToken(claims), appleAuthorizationCode: code }
  return serviceWith({ ...settings, ...changes })('/users/account', { method: 'DELETE', token, body })
}

describe('what somebody granted the app at Apple', () => {
  it('is taken back once the account is deleted: the code is changed for a token, which is revoked', async () => {
    const usersThen: number[] = []
    const { answer } = appleCalls
    appleCalls.answer = async (call, signal) => {
      usersThen.push((await userRows()).length)
      return answer(call, signal)
    }
    expect((await erase()).status).toBe(204)
    expect(appleCalls.made).toEqual([
      {
        name: 'token',
        form: {
          client_id: FIRST_CLIENT,
          client_secret: expect.any(String),
          grant_type: 'authorization_code',
          code: CODE,
        },
      },
      {
        name: 'revoke',
        form: {
          client_id: FIRST_CLIENT,
          client_secret: expect.any(String),
          token: `refresh token for ${CODE}`,
          token_type_hint: 'refresh_token',
        },
      },
    ])
    expect(usersThen).toEqual([0, 0])
  })

  it('is asked for with a secret such as Apple wants it', async () => {
    await erase()
    for (const { form } of appleCalls.made) {
      const { payload, protectedHeader } = await jwtVerify(form.client_secret ?? '', publicKey)
      expect(protectedHeader).toEqual({ alg: 'ES256', kid: settings.APPLE_KEY_ID })
      const { iat = 0, exp = 0, ...claims } = payload
      expect(claims).toEqual({ iss: settings.APPLE_TEAM_ID, sub: FIRST_CLIENT, aud: 'https://appleid.apple.com' })
      expect(Math.abs(iat * SECOND - Date.now())).toBeLessThan(60 * SECOND)
      expect(exp - iat).toBeGreaterThan(0)
      expect(exp - iat).toBeLessThanOrEqual(15_777_000) // six months
    }
  })

  it('is asked for in the name of the client that the ID token is for', async () => {
    await erase({ claims: { aud: SECOND_CLIENT } })
    expect(appleCalls.made.map(({ form }) => form.client_id)).toEqual([SECOND_CLIENT, SECOND_CLIENT])
  })

  it.each([
    ['a password', async () => ({ password: PASSWORD })],
    ['a token of Google', async () => ({ provider: 'google', idToken: await google.idToken() })],
  ])('is asked for in the name of the first client after a deletion with %s', async (_, proof) => {
    const { token } = await registerUser()
    await linkWith('google', token)
    const body = { ...(await proof()), appleAuthorizationCode: CODE }
    const { status } = await serviceWith(settings)('/users/account', { method: 'DELETE', token, body })
    expect(status).toBe(204)
    expect(appleCalls.made.map(({ form }) => form.client_id)).toEqual([FIRST_CLIENT, FIRST_CLIENT])
  })

  it('is asked for with a key whose lines were written as one', async () => {
    const APPLE_PRIVATE_KEY = settings.APPLE_PRIVATE_KEY.trim().replaceAll('\n', '\\n')
    await erase({ changes: { APPLE_PRIVATE_KEY } })
    expect(appleCalls.made).toHaveLength(2)
  })
})

describe('Apple is not asked', () => {
  it('without a code', async () => {
    const { token } = await signedInWith('apple')
    const body = { provider: 'apple', idToken: await apple.idToken() }
    const { status } = await serviceWith(settings)('/users/account', { method: 'DELETE', token, body })
    expect([status, appleCalls.made]).toEqual([204, []])
  })

  it.each(['APPLE_TEAM_ID', 'APPLE_KEY_ID', 'APPLE_PRIVATE_KEY'])(
    'without %s: the account is deleted all the same',
    async (name) => {
      expect((await erase({ changes: { [name]: '' } })).status).toBe(204)
      expect((await erase({ changes: { [name]: undefined } })).status).toBe(204)
      expect(appleCalls.made).toEqual([])
      expect(await userRows()).toEqual([])
    },
  )

  it('when the deletion is refused', async () => {
    const { token } = await registerUser()
    const service = serviceWith(settings)
    for (const proof of [{ password: 'not the right one' }, { provider: 'apple', idToken: await apple.idToken() }]) {
      const body = { ...proof, appleAuthorizationCode: CODE }
      expect((await service('/users/account', { method: 'DELETE', token, body })).status).toBeGreaterThan(400)
    }
    expect(appleCalls.made).toEqual([])
  })
})

describe('when Apple does not do it', () => {
  const refusal = (status: number) => async () => Response.json({ error: 'secret of Apple' }, { status })

  it.each<[string, typeof appleCalls.answer, string | undefined]>([
    ['refuses the code', refusal(400), 'apple_token_400'],
    ['has a failure', refusal(500), 'apple_token_500'],
    ['cannot be reached', () => Promise.reject(new TypeError('secret of the network')), undefined],
    ['answers without a token', async () => Response.json({ access_token: 'secret' }), 'apple_token_none'],
    ['answers no JSON', async () => new Response('secret'), undefined],
    [
      'does not answer',
      (_, signal) => new Promise((__, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      undefined,
    ],
  ])('the account is deleted all the same, and its failure is logged by its code: it %s', async (_, answer, code) => {
    expectLogs('deferred_failed')
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(1))
    appleCalls.answer = answer
    expect(await erase()).toMatchObject({ status: 204, body: '' })
    expect(await userRows()).toEqual([])
    expect(appleCalls.made.map(({ name }) => name)).toEqual(['token'])
    const [line, ...others] = logged('deferred_failed')
    expect(others).toEqual([])
    if (code) expect(line).toMatchObject({ code })
    for (const secret of ['secret', CODE, 'PRIVATE KEY']) expect(loggedText()).not.toContain(secret)
  })

  it('the same when it is the token that it does not revoke', async () => {
    expectLogs('deferred_failed')
    const { answer } = appleCalls
    appleCalls.answer = async (call, signal) => (call.name === 'revoke' ? refusal(400)() : answer(call, signal))
    expect((await erase()).status).toBe(204)
    expect(logged('deferred_failed')).toMatchObject([{ code: 'apple_revoke_400' }])
    expect(loggedText()).not.toContain('refresh token')
  })

  it('the same with something that is not a key, whatever its lines say', async () => {
    expectLogs('deferred_failed')
    const APPLE_PRIVATE_KEY = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----'
    expect((await erase({ changes: { APPLE_PRIVATE_KEY } })).status).toBe(204)
    expect(appleCalls.made).toEqual([])
    expect(loggedText()).not.toContain('c2VjcmV0')
  })
})
