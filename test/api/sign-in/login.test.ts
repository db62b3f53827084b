import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, SECOND, stopClock } from '../../support/clock.ts'
import { countingD1, interceptD1 } from '../../support/d1.ts'
import { disableUser, sessionRows, storePasswordHash, userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const EMAIL = 'syamlal@example.com'

const login = (credentials: Record<string, unknown> = {}, service = call) =>
  service('/users/login', { body: { email: EMAIL, password: PASSWORD, ...credentials } })

describe('a login', () => {
  it('answers 200 with the own profile and both tokens', async () => {
    const registered = await registerUser()
    const { status, body } = await login()
    expect(status).toBe(200)
    const { token, refreshToken, ...profile } = body.data
    const { token: _token, refreshToken: _refreshToken, ...expected } = registered
    expect(profile).toEqual(expected)
    expect((await call('/users/profile', { token })).status).toBe(200)
    expect((await call('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
  })

  it('makes a session of its own each time', async () => {
    const registered = await registerUser()
    const { body } = await login()
    expect(await sessionRows()).toHaveLength(2)
    await call('/users/logout', { method: 'POST', token: body.data.token })
    expect((await call('/users/profile', { token: registered.token })).status).toBe(200)
  })

  for (const email of ['SYAMLAL@EXAMPLE.COM', '  syamlal@example.com\n', 'ｓyamlal@example.com']) {
    it(`takes the email however it is written: ${JSON.stringify(email)}`, async () => {
      await registerUser()
      expect((await login({ email })).status).toBe(200)
    })
  }

  it('takes an equivalent spelling of the password: keyboards differ in how they compose', async () => {
    const composed = 'caf\u00e9 \u00c5ngstr\u00f6m'
    const decomposed = 'cafe\u0301 A\u030angstro\u0308m'
    expect(composed).not.toBe(decomposed)
    const register = (email: string, password: string) =>
      call('/users/register', { body: { name: 'X', email, password } })
    await register('composed@example.com', composed)
    await register('decomposed@example.com', decomposed)
    await register('fullwidth@example.com', 'ｗｉｄｅ ｋｅｙｓ')
    expect((await login({ email: 'composed@example.com', password: decomposed })).status).toBe(200)
    expect((await login({ email: 'decomposed@example.com', password: composed })).status).toBe(200)
    expect((await login({ email: 'fullwidth@example.com', password: 'wide keys' })).status).toBe(200)
    expect((await login({ email: 'composed@example.com', password: 'cafe Angstrom' })).status).toBe(401)
  })

  it('does not touch the profile', async () => {
    stopClock()
    const { _id } = await registerUser()
    const before = await userRow(_id)
    advance(SECOND)
    await login()
    expect(await userRow(_id)).toEqual(before)
  })
})

describe('a login that is wrong', () => {
  for (const password of ['wrong', PASSWORD.toUpperCase(), `${PASSWORD} `, ` ${PASSWORD}`, PASSWORD.slice(0, -1)]) {
    it(`is refused and makes no session: ${JSON.stringify(password)}`, async () => {
      await registerUser()
      const answer = await login({ password })
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
      expect(answer.body).not.toHaveProperty('data')
      expect(await sessionRows()).toHaveLength(1)
    })
  }

  it("is refused with somebody else's password", async () => {
    await registerUser()
    await call('/users/register', { body: { name: 'X', email: 'x@example.com', password: 'another password' } })
    expect((await login({ password: 'another password' })).status).toBe(401)
  })

  for (const credentials of [{ password: '' }, { password: null }, { email: '' }, { email: "' OR 1=1 --" }]) {
    it(`is refused as a request: ${JSON.stringify(credentials)}`, async () => {
      await registerUser()
      expect(await login(credentials)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    })
  }

  it('is compared, and not judged by its length: an older rule may have let it in', async () => {
    expect(await login({ password: 'x' })).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
  })
})

describe('a password that was stored at a lower cost', () => {
  it('is stored at the present one by the next login, in the batch that it makes anyway', async () => {
    const { _id } = await registerUser({}, serviceWith({ PASSWORD_ITERATIONS: 10_000 }))
    const before = (await userRow(_id)).password_hash
    expect(before).toContain('$i=10000,n=1$')

    const { DB, trips } = countingD1()
    const raised = serviceWith({ DB, PASSWORD_ITERATIONS: 50_000 })
    expect((await login({}, raised)).status).toBe(200)
    expect(trips()).toBe(2)
    const after = (await userRow(_id)).password_hash
    expect(after).toMatch(/^\$pbkdf2-chain-sha256\$i=10000,n=5\$/)
    expect(after.split('$')[3]).not.toBe(before.split('$')[3]) // a salt of its own

    expect((await login({}, raised)).status).toBe(200)
    expect((await userRow(_id)).password_hash).toBe(after)
  })

  it('stays as it is if the password is wrong, or the user disabled', async () => {
    const { _id } = await registerUser({}, serviceWith({ PASSWORD_ITERATIONS: 10_000 }))
    const before = (await userRow(_id)).password_hash
    await login({ password: 'wrong' })
    expect((await userRow(_id)).password_hash).toBe(before)
    await disableUser(_id)
    await login()
    expect((await userRow(_id)).password_hash).toBe(before)
  })

  it('stays as it is if the cost was lowered: that is for new ones', async () => {
    const { _id } = await registerUser({}, serviceWith({ PASSWORD_ITERATIONS: 30_000 }))
    const before = (await userRow(_id)).password_hash
    expect((await login()).status).toBe(200)
    expect((await userRow(_id)).password_hash).toBe(before)
  })
})

describe('a login beside another that strengthens the stored form', () => {
  it('is no failure: the password is right still', async () => {
    const { _id } = await registerUser({}, serviceWith({ PASSWORD_ITERATIONS: 10_000 }))
    let trips = 0
    const DB = interceptD1(async (run) => {
      trips++
      if (trips === 2) await login()
      return run()
    })
    expect((await login({}, serviceWith({ DB }))).status).toBe(200)
    expect((await userRow(_id)).password_hash).toContain('$i=10000,n=2$')
    expect(await sessionRows()).toHaveLength(3)
  })
})

describe('a login beside a change of the password', () => {
  it('makes no session with the old one, although it was right when it was read', async () => {
    const { _id } = await registerUser()
    const other = await registerUser({ email: 'other@example.com' })
    const otherHash = (await userRow(other._id)).password_hash
    let trips = 0
    const DB = interceptD1(async (run) => {
      trips++
      if (trips === 2) await storePasswordHash(_id, otherHash)
      return run()
    })
    const answer = await login({}, serviceWith({ DB }))
    expect(trips).toBe(2)
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
    expect(await sessionRows()).toHaveLength(2)
    expect((await userRow(_id)).password_hash).toBe(otherHash)
  })

  it('does not put the old password back while it strengthens its form', async () => {
    const { _id } = await registerUser({}, serviceWith({ PASSWORD_ITERATIONS: 10_000 }))
    const other = { name: 'X', email: 'other@example.com', password: 'another good password' }
    const { body } = await call('/users/register', { body: other })
    const otherHash = (await userRow(body.data._id)).password_hash
    let trips = 0
    const DB = interceptD1(async (run) => {
      trips++
      if (trips === 2) await storePasswordHash(_id, otherHash)
      return run()
    })
    expect((await login({}, serviceWith({ DB }))).status).toBe(401)
    expect((await userRow(_id)).password_hash).toBe(otherHash)
  })

  it('makes no session for a user who is disabled or gone by then', async () => {
    for (const change of [
      (id: string) => disableUser(id),
      (id: string) => env.DB.prepare('DELETE FROM users WHERE id = ?').bind(id).run(),
    ]) {
      const { _id, email } = await registerUser({ email: `${crypto.randomUUID()}@example.com` })
      let trips = 0
      const DB = interceptD1(async (run) => {
        trips++
        if (trips === 2) await change(_id)
        return run()
      })
      const before = (await sessionRows()).map(({ id }) => id)
      expect((await login({ email }, serviceWith({ DB }))).status).toBe(401)
      for (const { id } of await sessionRows()) expect(before).toContain(id)
    }
  })
})
