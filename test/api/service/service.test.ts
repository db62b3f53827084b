import { describe, expect, it } from 'vitest'
import packageJson from '../../../package.json'
import { VERSION } from '../../../src/lib/version.ts'
import { ORIGIN } from '../../support/origin.ts'
import { call, serviceWith } from '../../support/service.ts'

describe('GET /health', () => {
  it('tells that the database answers, and the version', async () => {
    const { status, body } = await call('/health')
    expect(status).toBe(200)
    expect(body).toEqual({ data: { status: 'ok', version: packageJson.version } })
  })
})

describe('the version', () => {
  it('is that of package.json', () => {
    expect(VERSION).toBe(packageJson.version)
  })
})

describe('GET /.well-known/openid-configuration', () => {
  it('tells who the issuer is, where its keys are and what they are for', async () => {
    const { status, body } = await call('/.well-known/openid-configuration')
    expect(status).toBe(200)
    expect(body).toEqual({
      issuer: ORIGIN,
      jwks_uri: `${ORIGIN}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['ES256'],
    })
  })

  it('leads to the keys', async () => {
    const { body } = await call('/.well-known/openid-configuration')
    const keys = await call(new URL(body.jwks_uri).pathname)
    expect(keys.status).toBe(200)
    expect(keys.body.keys).toHaveLength(1)
    expect(keys.headers.get('content-type')).toContain('application/json')
  })
})

describe('GET /openapi.json', () => {
  it('is the document of this service, at this address', async () => {
    const { status, body } = await call('/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toMatch(/^3\.1\./)
    expect(body.info.version).toBe(packageJson.version)
    expect(body.servers).toEqual([{ url: ORIGIN }])
  })

  it('names PUBLIC_URL where there is one', async () => {
    const { body } = await serviceWith({ PUBLIC_URL: 'https://id.example.org' })('/openapi.json')
    expect(body.servers).toEqual([{ url: 'https://id.example.org' }])
  })
})
