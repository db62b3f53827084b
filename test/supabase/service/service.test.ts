import { describe, expect, it } from 'vitest'
import { call } from '../../support/service.ts'
import { face, faceWith } from '../support/face.ts'

describe('what says how the service is set up', () => {
  it('names the ways in', async () => {
    const { body } = await face('/settings')
    expect(body).toMatchObject({
      external: { anonymous_users: true, email: true, phone: false, google: true, apple: true },
      mailer_autoconfirm: true,
      disable_signup: false,
      saml_enabled: false,
    })
    const off = await faceWith({ GUESTS: 'off', SUPABASE_AUTOCONFIRM: 'off' })('/settings')
    expect(off.body).toMatchObject({ external: { anonymous_users: false }, mailer_autoconfirm: false })
  })

  it('is healthy', async () => {
    expect(await face('/health')).toMatchObject({
      status: 200,
      body: { version: expect.any(String), name: 'GoTrue', description: expect.any(String) },
    })
  })

  it('has the public keys of the service, and nothing private', async () => {
    const { body } = await face('/.well-known/jwks.json')
    expect(body).toEqual((await call('/.well-known/jwks.json')).body)
    expect(JSON.stringify(body)).not.toContain('"d"')
  })
})

describe('what is not offered', () => {
  it.each([
    ['GET', '/authorize?provider=google', 400, 'provider_disabled', /not enabled/],
    ['GET', '/callback?code=x', 400, 'provider_disabled', /not enabled/],
    ['POST', '/sso', 404, 'saml_provider_disabled', /SAML 2.0 is disabled/],
    ['GET', '/sso/saml/metadata', 404, 'saml_provider_disabled', /SAML 2.0 is disabled/],
    ['POST', '/saml/acs', 404, 'saml_provider_disabled', /SAML 2.0 is disabled/],
    ['GET', '/oauth/authorizations/x', 404, 'feature_disabled', /./],
    ['GET', '/user/oauth/grants', 404, 'feature_disabled', /./],
    ['GET', '/scim/v2/Users', 404, 'feature_disabled', /./],
  ])('%s %s says so', async (method, path, status, code, message) => {
    const answer = await face(path, { method, ...(method === 'POST' && { body: {} }) })
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
    expect(answer.body.message).toMatch(message)
    expect(answer.headers.get('x-sb-error-code')).toBe(code)
  })
})
