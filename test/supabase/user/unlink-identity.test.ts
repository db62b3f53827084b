import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { google } from '../../support/providers.ts'
import { identityRows } from '../../support/rows.ts'
import { asUser, faceWith, signUp } from '../support/face.ts'

const linking = faceWith({ SUPABASE_MANUAL_LINKING: 'on' })

async function withGoogle() {
  const { body } = await linking('/token?grant_type=id_token', {
    body: { provider: 'google', id_token: await google.idToken() },
  })
  return { as: asUser(linking, body.access_token), identity: body.user.identities[0] }
}

describe('unlinking an identity', () => {
  it('is refused for the last one', async () => {
    const { as, identity } = await withGoogle()
    expect(await as(`/user/identities/${identity.identity_id}`, { method: 'DELETE' })).toMatchObject({
      status: 422,
      body: { code: 'single_identity_not_deletable' },
    })
    expect(await identityRows()).toHaveLength(1)
  })

  it('is refused for the email address, with which an account goes as a whole', async () => {
    const { as, session } = await signUp(linking)
    const { identities } = session.user as unknown as { identities: { identity_id: string }[] }
    const { status, body } = await as(`/user/identities/${identities[0]?.identity_id}`, { method: 'DELETE' })
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'single_identity_not_deletable' })
  })

  it('finds none of another user, and none that is no UUID', async () => {
    const { identity } = await withGoogle()
    const { as } = await signUp(linking)
    expect(await as(`/user/identities/${identity.identity_id}`, { method: 'DELETE' })).toMatchObject({
      status: 422,
      body: { code: 'identity_not_found' },
    })
    expect(await as('/user/identities/google', { method: 'DELETE' })).toMatchObject({
      status: 404,
      body: { code: 'validation_failed' },
    })
    expect(await identityRows()).toHaveLength(1)
  })

  it('takes a recent sign-in', async () => {
    stopClock()
    const { as, identity } = await withGoogle()
    await as('/user', { method: 'PUT', body: { password: 'another horse battery staple' } })
    advance(11 * MINUTE)
    expect(await as(`/user/identities/${identity.identity_id}`, { method: 'DELETE' })).toMatchObject({
      status: 400,
      body: { code: 'reauthentication_needed' },
    })
  })
})

describe('where linking is off', () => {
  it.each([
    ['GET', '/user/identities/authorize?provider=google'],
    ['DELETE', `/user/identities/${crypto.randomUUID()}`],
  ])('%s %s says so, to who is signed in', async (method, path) => {
    const { as } = await signUp()
    expect(await as(path, { method })).toMatchObject({
      status: 404,
      body: { code: 'manual_linking_disabled', message: 'Manual linking is disabled' },
    })
    expect((await faceWith()(path, { method })).status).toBe(401)
  })
})

it('no provider redirects, where linking is on, too', async () => {
  const { as } = await signUp(linking)
  expect(await as('/user/identities/authorize?provider=google')).toMatchObject({
    status: 400,
    body: { code: 'provider_disabled' },
  })
})
