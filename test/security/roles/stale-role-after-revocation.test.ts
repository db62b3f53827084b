import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { advance, DAY, MINUTE, stopClock } from '../../support/clock.ts'
import { countingD1 } from '../../support/d1.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { LEGACY, legacyToken, markImported } from '../../support/legacy-tokens.ts'
import { newPerson } from '../../support/person.ts'
import { rolesOf, setAppMetadata, setRoles } from '../../support/roles.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const fresh = async (token: string, path = '/users/profile', service = call) =>
  (await service(path, { token })).headers.get('x-access-token')

const login = async (email: string, service = call) =>
  (await service('/users/login', { body: { email, password: PASSWORD } })).body.data

const NAMED = { TOKEN_CLAIMS: 'plan, org' }

describe('a role that was taken away', () => {
  it('is in no token any more after the next call, which costs what it always does', async () => {
    stopClock()
    const { _id, email } = await registerUser()
    await setRoles(_id, ['editor', 'admin'])
    const { token } = await login(email)
    expect(rolesOf(token)).toEqual(['editor', 'admin'])
    expect(await fresh(token)).toBeNull()

    advance(MINUTE)
    await setRoles(_id, ['editor'])
    const { DB, trips } = countingD1()
    const second = await fresh(token, '/users/sessions', serviceWith({ DB }))
    expect(trips()).toBe(1)
    expect(rolesOf(second)).toEqual(['editor'])

    await setRoles(_id, null)
    const third = await fresh(second ?? '')
    expect(decodeJwt(third ?? '')).not.toHaveProperty('roles')
    expect(await fresh(third ?? '')).toBeNull()
  })

  it('is in no token of a refresh, a renewal, a new password or another sign-in', async () => {
    stopClock()
    const person = await newPerson()
    await setRoles(person._id, ['admin'])
    const { token, refreshToken } = await login(person.email)
    await setRoles(person._id, null)
    const refreshed = await call('/users/token/refresh', { body: { refreshToken } })
    const body = { currentPassword: PASSWORD, newPassword: 'another horse battery staple' }
    const renewed = async () => {
      advance(6 * DAY)
      return fresh(person.token)
    }
    const tokens = [
      refreshed.body.data.token,
      await renewed(),
      (await call('/users/password', { method: 'PUT', token: refreshed.body.data.token, body })).body.data.token,
    ]
    for (const each of tokens) expect(decodeJwt(each)).not.toHaveProperty('roles')
    expect(rolesOf(token)).toEqual(['admin'])
  })
})

describe('a token that is corrected', () => {
  it('lives no longer than the one before, and its session neither', async () => {
    stopClock()
    const { _id, token } = await registerUser()
    advance(DAY)
    const ends = async () => (await env.DB.prepare('SELECT expires_at FROM sessions').first('expires_at')) as number
    const before = await ends()
    await setRoles(_id, ['editor'])
    const { roles, ...claims } = decodeJwt((await fresh(token)) ?? '')
    expect(roles).toEqual(['editor'])
    expect(claims).toEqual(decodeJwt(token))
    expect(await ends()).toBe(before)
  })

  it("grants nothing where somebody has refreshed since: an older token may be a thief's", async () => {
    stopClock()
    const { _id, token, refreshToken } = await registerUser()
    const { body } = await call('/users/token/refresh', { body: { refreshToken } })
    await setRoles(_id, ['admin'])
    await setAppMetadata(_id, { plan: 'pro' })
    for (const path of ['/users/profile', '/users/sessions', '/users/factors', '/users/activity'])
      expect(await fresh(token, path, serviceWith(NAMED)), path).toBeNull()
    advance(6 * DAY)
    expect(await fresh(token), 'past half its life').toBeNull()
    expect(rolesOf(await fresh(body.data.token))).toEqual(['admin'])
  })

  it('says less also where somebody has refreshed since', async () => {
    const { _id, email } = await registerUser()
    await setRoles(_id, ['admin'])
    const { token, refreshToken } = await login(email)
    await call('/users/token/refresh', { body: { refreshToken } })
    await setRoles(_id, null)
    expect(decodeJwt((await fresh(token)) ?? '')).toEqual({ ...decodeJwt(token), roles: undefined })
  })
})

describe('a session that owes a second factor', () => {
  it('has no roles in its tokens, until it is given', async () => {
    const person = await newEnrolledPerson()
    await setRoles(person._id, ['admin'])
    await env.DB.prepare('UPDATE sessions SET second_factor_due = 1').run()
    const refreshed = await call('/users/token/refresh', { body: { refreshToken: person.refreshToken } })
    const token = (refreshed.body.data ?? person).token
    expect(rolesOf(token)).toBeUndefined()
    expect(await fresh(person.token, '/users/factors')).toBeNull()
    const asked = await person.as('/users/factors/challenge', { method: 'POST' })
    const { body } = await person.answer({ challenge: asked.body.data.challenge, code: person.code() })
    expect(rolesOf(body.data.token)).toEqual(['admin'])
  })

  it('loses those that its token says', async () => {
    const person = await newEnrolledPerson()
    await setRoles(person._id, ['admin'])
    const token = (await fresh(person.token)) ?? ''
    expect(rolesOf(token)).toEqual(['admin'])
    await env.DB.prepare('UPDATE sessions SET second_factor_due = 1').run()
    expect(decodeJwt((await fresh(token, '/users/factors')) ?? '')).not.toHaveProperty('roles')
  })
})

describe('what TOKEN_CLAIMS names', () => {
  it('is corrected by the own profile and by every new token, and says nothing else of the metadata', async () => {
    const service = serviceWith(NAMED)
    const { _id, email, token } = await registerUser()
    await setAppMetadata(_id, { plan: 'pro', org: { _id: 7, admin: false }, secret: 1 })
    expect(await fresh(token, '/users/sessions', service)).toBeNull()
    const named = { plan: 'pro', org: { _id: 7, admin: false } }
    const first = (await fresh(token, '/users/profile', service)) ?? ''
    expect(decodeJwt(first)).toEqual({ ...decodeJwt(token), ...named })
    const signedIn = await login(email, service)
    expect(decodeJwt(signedIn.token)).toMatchObject(named)
    expect(decodeJwt(signedIn.token)).not.toHaveProperty('secret')
    expect(await fresh(signedIn.token, '/users/profile', service)).toBeNull()

    await setAppMetadata(_id, { plan: 'free' })
    expect(decodeJwt((await fresh(first, '/users/profile', service)) ?? '')).toEqual({
      ...decodeJwt(token),
      plan: 'free',
    })
    const { body } = await service('/users/token/refresh', { body: { refreshToken: signedIn.refreshToken } })
    expect(decodeJwt(body.data.token)).toMatchObject({ plan: 'free' })
    expect(decodeJwt(body.data.token)).not.toHaveProperty('org')
  })

  it('stays in a token whose roles are corrected by a call that does not read the metadata', async () => {
    const service = serviceWith(NAMED)
    const { _id, email } = await registerUser()
    await setAppMetadata(_id, { plan: 'pro' })
    const { token } = await login(email, service)
    await setRoles(_id, ['editor'])
    const corrected = (await fresh(token, '/users/sessions', service)) ?? ''
    expect(decodeJwt(corrected)).toMatchObject({ plan: 'pro', roles: ['editor'] })
    expect(await fresh(corrected, '/users/profile', service)).toBeNull()
  })
})

it('a token that stands in for one of the old backend says what was granted', async () => {
  const service = serviceWith({ ...LEGACY, ...NAMED })
  const { _id } = await registerUser()
  await markImported()
  await setRoles(_id, ['editor'])
  await setAppMetadata(_id, { plan: 'pro' })
  const token = await fresh(await legacyToken(_id), '/users/sessions', service)
  expect(decodeJwt(token ?? '')).toMatchObject({ roles: ['editor'], plan: 'pro' })
})

it('the token of a user who was granted nothing is what it always was', async () => {
  const { token, _id } = await registerUser()
  const { iss, aud, sub, sid, gen, iat, exp, ...others } = decodeJwt(token)
  expect(Object.keys(decodeJwt(token))).toEqual(['iss', 'aud', 'sub', 'sid', 'gen', 'iat', 'exp'])
  expect([others, sub]).toEqual([{}, _id])
})
