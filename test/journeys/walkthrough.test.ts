import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf } from './support/client.ts'
import { type RunningService, startService } from './support/wrangler-dev.ts'

const PASSWORD = 'correct horse battery staple'

let service: RunningService
let call: Client

beforeAll(async () => {
  service = await startService()
  call = clientOf(service.url)
})

afterAll(() => service?.stop())

const register = async (name: string, email: string) =>
  (await call('/users/register', { body: { name, email, password: PASSWORD } })).body.data

describe('a new user, over real HTTP', () => {
  it('registers, logs in, reads a public and their own profile, and renames themselves', async () => {
    const email = 'syamlal@example.com'
    const registered = await call('/users/register', { body: { name: 'Syamlal', email, password: PASSWORD } })
    expect(registered.status).toBe(201)
    expect(registered.body.data).toMatchObject({
      _id: expect.stringMatching(/./),
      name: 'Syamlal',
      email,
      token: expect.stringMatching(/./),
    })
    expect(JSON.stringify(registered.body)).not.toContain('pbkdf2')

    const loggedIn = await call('/users/login', { body: { email, password: PASSWORD } })
    expect(loggedIn.status).toBe(200)
    const { _id, token } = loggedIn.body.data
    expect(_id).toBe(registered.body.data._id)

    const publicProfile = await call(`/users/profile/public/${_id}`)
    expect(publicProfile.status).toBe(200)
    expect(publicProfile.body.data).toMatchObject({ _id, name: 'Syamlal' })
    expect(JSON.stringify(publicProfile.body)).not.toContain(email)

    const ownProfile = await call('/users/profile', { token })
    expect(ownProfile.status).toBe(200)
    expect(ownProfile.body.data).toMatchObject({ _id, name: 'Syamlal', email })

    const renamed = await call('/users/profile', { method: 'PUT', token, body: { name: 'Robin' } })
    expect(renamed.status).toBe(200)
    expect(renamed.body.data).toMatchObject({ _id, name: 'Robin', email })

    expect((await call('/users/profile', { token })).body.data).toEqual(renamed.body.data)
    expect((await call(`/users/profile/public/${_id}`)).body.data.name).toBe('Robin')
  })

  it('is refused their own profile as long as they are a guest', async () => {
    const reading = await call('/users/profile')
    const writing = await call('/users/profile', { method: 'PUT', body: { name: 'Mallory' } })
    for (const { status, headers, body } of [reading, writing]) {
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toBe('Bearer')
      expect(body).toMatchObject({ status: 401, code: 'token_missing' })
    }
  })

  it("cannot write another's profile", async () => {
    const victim = await register('Alice', 'alice@example.com')
    const attacker = await register('Mallory', 'mallory@example.com')
    const before = await call('/users/profile', { token: victim.token })

    const body = { _id: victim._id, userId: victim._id, email: victim.email, name: 'Hacked' }
    const write = { method: 'PUT', token: attacker.token, body }
    const own = await call(`/users/profile?_id=${victim._id}&userId=${victim._id}`, write)
    expect(own.body.data).toMatchObject({ _id: attacker._id, email: attacker.email, name: 'Hacked' })
    expect((await call(`/users/profile/public/${victim._id}`, write)).status).toBe(405)
    expect((await call(`/users/profile/${victim._id}`, write)).status).toBe(404)

    expect((await call('/users/profile', { token: victim.token })).body).toEqual(before.body)
  })

  it('ends their session with all its tokens by logging out, and no other session', async () => {
    const first = await register('Carol', 'carol@example.com')
    const second = (await call('/users/login', { body: { email: first.email, password: PASSWORD } })).body.data

    expect((await call('/users/logout', { method: 'POST', token: first.token })).status).toBe(204)

    const access = await call('/users/profile', { token: first.token })
    expect([access.status, access.body.code]).toEqual([401, 'session_ended'])
    const refresh = await call('/users/token/refresh', { body: { refreshToken: first.refreshToken } })
    expect(refresh.status).toBe(401)
    expect((await call('/users/profile', { token: second.token })).status).toBe(200)
  })
})

describe('an independent JWT library', () => {
  it('finds the keys by discovery and accepts our access token', async () => {
    const { _id, token } = await register('Dave', 'dave@example.com')
    const { issuer, jwks_uri: jwksUri } = (await call('/.well-known/openid-configuration')).body
    expect(issuer).toBe(service.url)

    const keys = createRemoteJWKSet(new URL(jwksUri))
    const { payload } = await jwtVerify(token, keys, { issuer, audience: 'latchkey', typ: 'at+jwt' })
    expect(payload).toMatchObject({ sub: _id, sid: expect.any(String) })
  })
})
